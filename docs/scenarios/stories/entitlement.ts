import type { Scenario } from '../scenario.js';
import { logIn, sent, signedInBy, signInHere, watch, viewer } from './acts.js';
import { phaseOf, played, reached, should, viewOf } from './telling.js';

const group = 'Entitlement';
const HOUR = 3_600_000;

export const entitlementScenarios: readonly Scenario[] = [
  {
    id: 'restart',
    title: 'The app is started again',
    about:
      'Credentials, token and viewer were stored: the second start sends one request, about the remembered provider alone.',
    group,
    async tell(stage) {
      await signInHere(stage);
      await viewer(stage, 'Turns the television off, and on again.');
      const before = stage.simulator.requests.length;
      stage.restart();
      await reached(stage, 'authenticated');
      signedInBy(stage, 'authenticated', 'regular');
      should(sent(stage, before).join() === 'E9', 'One profile request should do');
    },
  },
  {
    id: 'several-profiles',
    title: 'Several profiles to choose from',
    about:
      'The server knows two profiles of this device: the viewer picks one, and logs in nowhere.',
    group,
    prepare({ profiles }) {
      profiles.add({ mvpd: 'Cablevision' });
      profiles.add({ mvpd: 'Spectrum' });
    },
    async tell(stage) {
      const { profiles } = await reached(stage, 'selectingProfile');
      should(profiles.length === 2, 'There should be two profiles');
      await viewer(stage, 'Picks the profile of Spectrum.');
      stage.tv.send({ type: 'profile.selected', mvpd: 'Spectrum' });
      await reached(stage, 'authenticated');
      signedInBy(stage, 'authenticated', 'regular');
      await watch(stage, 'news');
      should(!sent(stage).includes('E4'), 'No session should have been needed');
    },
  },
  {
    id: 'profile-expires',
    title: 'The profile expires',
    about:
      'After an hour the profile ends. The provider is remembered: one question, no list, and a new login.',
    group,
    server: { profileLife: HOUR },
    async tell(stage) {
      await signInHere(stage);
      stage.say('time', 'An hour goes by.');
      await stage.clock.pass(HOUR);
      const { mvpd } = await reached(stage, 'confirming');
      should(mvpd.id === 'Cablevision', 'The provider should be remembered');
      const before = stage.simulator.requests.length;
      await viewer(stage, 'Says yes to the same provider.');
      stage.tv.send({ type: 'authenticate' });
      await logIn(stage);
      should(!sent(stage, before).includes('E3'), 'No list should have been fetched');
    },
  },
  {
    id: 'profile-invalidated',
    title: 'A play request ends the profile',
    about:
      'The provider has ended the session of the viewer. A decision says so, and the app asks for a new login before it plays.',
    group,
    async tell(stage) {
      await signInHere(stage);
      stage.say('server', 'The profile is invalidated.');
      stage.simulator.profiles.invalidate();
      await viewer(stage, 'Picks news.');
      stage.tv.send({ type: 'play', resource: 'news' });
      await played(stage, 'news', 'needs_authentication');
      const { error } = await reached(stage, 'confirming');
      should(
        error?.code === 'authenticated_profile_invalidated',
        `The reason should be told, not ${error?.code}`,
      );
      await viewer(stage, 'Signs in again.');
      stage.tv.send({ type: 'authenticate' });
      await logIn(stage);
      await watch(stage, 'news');
    },
  },
  {
    id: 'marks-and-denial',
    title: 'Marks for a list, and a play request that is denied',
    about:
      'One preauthorization marks a list. A mark is never a way to play: each play request asks again, and one of them is denied with the text of the provider.',
    group,
    prepare(simulator) {
      simulator.mvpd({ id: 'Cablevision', permits: ['news', 'series'] });
    },
    async tell(stage) {
      await signInHere(stage);
      stage.say('television', 'Asks for marks for its list.');
      stage.tv.send({ type: 'preauthorize', resources: ['news', 'series', 'football'] });
      await stage.clock.pass(0);
      const { marks } = viewOf(stage);
      should(
        marks['news']?.permitted === true && marks['football']?.permitted === false,
        'News should be open, and football locked',
      );
      await watch(stage, 'news');
      await viewer(stage, 'Tries football all the same.');
      stage.tv.send({ type: 'play', resource: 'football' });
      const { error } = await played(stage, 'football', 'denied');
      should(error.code === 'authorization_denied_by_mvpd', `It should be denied: ${error.code}`);
      should(phaseOf(stage) === 'authenticated', 'A denial should sign nobody out');
    },
  },
  {
    id: 'play-again',
    title: 'Every play request asks again',
    about:
      'The same film twice: a media token is used once, so there are two decisions, and two tokens that the backend verifies.',
    group,
    async tell(stage) {
      await signInHere(stage);
      const before = stage.simulator.requests.length;
      await watch(stage, 'news');
      stage.say('time', 'The news end.');
      stage.tv.send({ type: 'play.end', resource: 'news' });
      await stage.clock.pass(10 * 60_000);
      await watch(stage, 'news');
      should(sent(stage, before).join() === 'E14,E14', 'There should be two decisions');
    },
  },
];
