import type { Scenario } from '../scenario.js';
import { signedOut, signInHere, signOutHere, startSignIn, viewer } from './acts.js';
import { identityToken } from '../../../src/conformance/cases/identity-token.js';
import { START } from '../devices.js';
import { reached, should, signOut } from './telling.js';

const group = 'Sign-out';

export const signOutScenarios: readonly Scenario[] = [
  {
    id: 'logout',
    title: 'Signed out, at the provider too',
    about:
      'The profile is deleted first; then a browser opens the logout page of the provider. After a restart, nobody is known.',
    group,
    async tell(stage) {
      await signInHere(stage);
      await signOutHere(stage);
      should(stage.simulator.profiles.size === 0, 'The profile should be gone');
      stage.restart();
      const view = await reached(stage, 'unauthenticated');
      should(view.outcomes.length === 0, 'Nobody should be known');
    },
  },
  {
    id: 'logout-skipped',
    title: 'Signed out without a browser',
    about:
      'The television has no browser for the logout page, and may stop there: the session of the provider was never on this device.',
    group,
    async tell(stage) {
      await signInHere(stage);
      await viewer(stage, 'Signs out.');
      stage.tv.send({ type: 'logout' });
      await signOut(stage, 'logout');
      stage.say('television', 'Has no browser, and skips the page.');
      stage.tv.send({ type: 'userAgent.skipped' });
      const { outcomes } = await reached(stage, 'unauthenticated');
      should(outcomes[0]?.carriedOut === false, 'The outcome should say that it was not done');
    },
  },
  {
    id: 'logout-partner',
    title: 'Signed out in the settings',
    about:
      'The profile came from the provider in the settings, so partner_logout sends the viewer there.',
    group,
    input: { partner: 'Apple' },
    platform: { provider: 'spectrum' },
    async tell(stage) {
      await startSignIn(stage);
      await reached(stage, 'authenticated');
      await viewer(stage, 'Signs out.');
      stage.tv.send({ type: 'logout' });
      await signOut(stage, 'partner_logout');
      await viewer(stage, 'Removes the account in the settings, and says so.');
      stage.platform.provider = undefined;
      stage.tv.send({ type: 'partnerLogout.confirmed' });
      await signedOut(stage, 'partner_logout');
    },
  },
  {
    id: 'logout-complete',
    title: 'Signed out, and nothing more to do',
    about: 'DISH has no logout page: complete ends the logout at once.',
    group,
    async tell(stage) {
      await signInHere(stage, 'Dish');
      await viewer(stage, 'Signs out.');
      stage.tv.send({ type: 'logout' });
      await signedOut(stage, 'complete');
    },
  },
  {
    id: 'logout-invalid',
    title: 'Signed out already',
    about: 'The profile ended before the viewer signs out: invalid says that there was none.',
    group,
    async tell(stage) {
      await signInHere(stage);
      stage.say('server', 'The profile is gone.');
      stage.simulator.profiles.clear();
      await viewer(stage, 'Signs out.');
      stage.tv.send({ type: 'logout' });
      await signedOut(stage, 'invalid');
    },
  },
  {
    id: 'logout-several',
    title: 'One logout for several providers',
    about:
      'Two providers belong together: the server answers for both, and the app carries one out after the other.',
    group,
    prepare(simulator) {
      simulator.logoutTogether('Cablevision', 'Dish');
    },
    async tell(stage) {
      await signInHere(stage);
      stage.simulator.profiles.add({ mvpd: 'Dish' });
      await viewer(stage, 'Signs out.');
      stage.tv.send({ type: 'logout' });
      const { url } = await signOut(stage, 'logout');
      await stage.openLogout(url);
      stage.tv.send({ type: 'userAgent.returned' });
      await signedOut(stage, 'logout', 'complete');
    },
  },
  {
    id: 'single-logout',
    title: 'Single logout',
    about:
      'The service token goes with the logout: what the same viewer has with another provider ends too, and their other apps notice at their next check.',
    group,
    platform: { serviceToken: identityToken(START, 'viewer-1', 365 * 86_400) },
    async tell(stage) {
      await signInHere(stage);
      stage.simulator.profiles.add({
        mvpd: 'Spectrum',
        type: 'serviceTokenSSO',
        subject: 'viewer-1',
      });
      await viewer(stage, 'Signs out.');
      stage.tv.send({ type: 'logout' });
      for (const mvpd of ['Cablevision', 'Spectrum']) {
        const view = await signOut(stage, 'logout');
        should(view.mvpd === mvpd, `It should be the turn of ${mvpd}, not of ${view.mvpd}`);
        await stage.openLogout(view.url);
        stage.tv.send({ type: 'userAgent.returned' });
        await stage.clock.pass(0);
      }
      await signedOut(stage, 'logout', 'logout');
      should(stage.simulator.profiles.size === 0, 'No profile of the viewer should be left');
    },
  },
];
