import {
  choose,
  logIn,
  logInOnPhone,
  sent,
  signedInBy,
  signOutHere,
  typeCode,
  watch,
} from './acts.js';
import { configuration } from '../../src/client/index.js';
import type { Scenario } from './scenario.js';
import { phone, reached, should, signIn } from './telling.js';

const group = 'Sign-in';

export const signInScenarios: readonly Scenario[] = [
  {
    id: 'primary-sign-in',
    title: 'Sign in on the television',
    about:
      'The whole life of a viewer on a device with a browser: choosing a provider, its login page, a film, and the sign-out. No poll goes out before the browser is back.',
    group,
    async tell(stage) {
      await choose(stage, 'Cablevision');
      const before = stage.simulator.requests.length;
      await logIn(stage);
      should(sent(stage, before).join() === 'E4,E10', 'One session and one poll should do');
      signedInBy(stage, 'login', 'regular');
      await watch(stage, 'news');
      await signOutHere(stage);
    },
  },
  {
    id: 'secondary-sign-in',
    title: 'Sign in with a code and a phone',
    about:
      'The television has no browser. The provider is picked there, the login happens on the phone, and the television polls as soon as it shows the code.',
    group,
    input: { screen: 'secondary' },
    async tell(stage) {
      await choose(stage, 'Cablevision');
      const { code, polling } = await signIn(stage, 'authenticate');
      should(polling, 'The television should poll as soon as it shows the code');
      stage.say('television', `Shows the code ${code}.`);
      await stage.clock.pass(10_000);
      await typeCode(stage, code);
      await logInOnPhone(stage);
      await reached(stage, 'authenticated');
      signedInBy(stage, 'login', 'regular');
      await watch(stage, 'news');
    },
  },
  {
    id: 'missing-parameters',
    title: 'The provider is picked on the phone',
    about:
      'The session of the television lacks its MVPD, and answers resume. The phone supplies it, once wrongly: then the server asks for it again.',
    group,
    input: { screen: 'secondary', choice: 'elsewhere' },
    async tell(stage) {
      await reached(stage, 'unauthenticated');
      stage.say('viewer', 'Chooses to sign in.');
      stage.tv.send({ type: 'authenticate' });
      const { code, missingParameters } = await signIn(stage, 'resume');
      should(missingParameters.join() === 'mvpd', 'Only the MVPD should be missing');
      stage.say('television', `Shows the code ${code}.`);
      await stage.clock.pass(10_000);
      await typeCode(stage, code);
      await phone(stage, 'selecting');
      await configuration(stage.phoneClient);
      stage.say('viewer', 'Picks Cablevision on the phone.');
      stage.phone()?.send({ type: 'mvpd.selected', mvpd: 'Cablevision' });
      await logInOnPhone(stage);
      await reached(stage, 'authenticated');
      signedInBy(stage, 'login', 'regular');
    },
  },
];
