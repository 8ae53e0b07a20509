import type { Scenario, Stage } from '../scenario.js';
import { logIn, pick, sent, signedInBy, watch, viewer } from './acts.js';
import { played, reached, should, viewOf } from './telling.js';

const group = 'Degraded and temporary';
const MINUTE = 60_000;

async function begin(stage: Stage, mvpd: string): Promise<void> {
  await reached(stage, 'unauthenticated');
  await viewer(stage, 'Would rather try first, without a login.');
  stage.tv.send({ type: 'temporaryAccess.start', mvpd });
}

/** The temporary access is used up, and the viewer signs in instead. */
async function over(stage: Stage, resource: string): Promise<void> {
  await played(stage, resource, 'temporary_access_over');
  const { temporary } = viewOf(stage);
  should(temporary?.over !== null, 'The temporary access should be over');
  stage.say('television', 'Offers to sign in with a provider.');
  stage.tv.send({ type: 'mvpd.choose' });
  await pick(stage, 'Cablevision');
  await logIn(stage);
  signedInBy(stage, 'login', 'regular');
  await watch(stage, resource);
}

export const temporaryScenarios: readonly Scenario[] = [
  {
    id: 'temporary-basic',
    title: 'Ten minutes without a login',
    about:
      'A temporary access counts from the first play request, and nobody signs in for it. When the time is over, the app ends the stream, and offers a regular login.',
    group,
    async tell(stage) {
      await begin(stage, 'TempPass_TEST40');
      await watch(stage, 'football', 'temppass');
      const { stopAt = 0 } = await played(stage, 'football', 'permitted');
      const left = stopAt - stage.clock.now();
      should(left > 0 && left <= 10 * MINUTE, `The stream should have an end, not in ${left} ms`);
      should(!sent(stage).includes('E4'), 'No session should have been needed');
      stage.say('time', 'Ten minutes go by; the app ends the stream.');
      await stage.clock.pass(10 * MINUTE);
      await viewer(stage, 'Wants more.');
      stage.tv.send({ type: 'play', resource: 'football' });
      await over(stage, 'football');
    },
  },
  {
    id: 'temporary-promotional',
    title: 'Two films for an e-mail address',
    about:
      "A promotional access goes by the device and by a hash of the viewer's address, and permits two different resources. Without the hash, it is refused.",
    group,
    prepare(simulator) {
      simulator.mvpd({ id: 'flexibleTempPass', tempPassResources: 2 });
    },
    async tell(stage) {
      await begin(stage, 'flexibleTempPass');
      await viewer(stage, 'Picks film-1.');
      stage.tv.send({ type: 'play', resource: 'film-1' });
      await stage.clock.pass(0);
      const [refused] = viewOf(stage).plays;
      should(
        refused !== undefined &&
          'error' in refused &&
          refused.error.code === 'invalid_header_identity_for_temporary_access',
        'Without an identity it should be refused',
      );
      await viewer(stage, 'Gives an e-mail address; the app sends a hash of it.');
      stage.platform.temporaryIdentity = '{"email":"f8a3c1…"}'.replace('…', '0b7d');
      await watch(stage, 'film-1', 'temppass');
      await watch(stage, 'film-2', 'temppass');
      await viewer(stage, 'Picks film-3.');
      stage.tv.send({ type: 'play', resource: 'film-3' });
      await over(stage, 'film-3');
    },
  },
  {
    id: 'temporary-beside',
    title: 'A temporary access beside a login',
    about:
      'What the provider denies, a temporary access permits. Neither ends the other: there is no logout between them.',
    group,
    prepare(simulator) {
      simulator.mvpd({ id: 'Cablevision', permits: ['news'] });
      simulator.profiles.add({ mvpd: 'Cablevision' });
    },
    async tell(stage) {
      await reached(stage, 'authenticated');
      await viewer(stage, 'Picks football.');
      stage.tv.send({ type: 'play', resource: 'football' });
      await played(stage, 'football', 'denied');
      await viewer(stage, 'Takes the offer of ten minutes.');
      stage.tv.send({ type: 'temporaryAccess.start', mvpd: 'TempPass_TEST40' });
      stage.tv.send({ type: 'play', resource: 'football', mvpd: 'TempPass_TEST40' });
      const { source } = await played(stage, 'football', 'permitted');
      should(source === 'temppass', `temppass should permit it, not ${source}`);
      await watch(stage, 'news');
    },
  },
];
