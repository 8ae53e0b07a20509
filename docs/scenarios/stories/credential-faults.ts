import type { PassStorage } from '../../../src/index.js';
import type { Scenario } from '../scenario.js';
import { logIn, pick, sent, signInHere, startSignIn, watch, viewer } from './acts.js';
import { played, reached, should, signIn, viewOf } from './telling.js';

const group = 'Faults';

/** What can be neither read nor written. */
const lockedStorage = (): PassStorage => {
  const locked = () => {
    throw new Error('The storage is locked');
  };
  return { getItem: locked, setItem: locked, removeItem: locked };
};

export const credentialFaultScenarios: readonly Scenario[] = [
  {
    id: 'token-expired',
    title: 'The access token has expired',
    about:
      'A play request gets a bare 401. The client fetches a new token with the credentials that it has, and sends the request again: nobody notices.',
    group,
    async tell(stage) {
      await signInHere(stage);
      stage.say('server', 'Lets every access token run out.');
      stage.simulator.expireTokens();
      const before = stage.simulator.requests.length;
      await watch(stage, 'news');
      should(
        sent(stage, before).join() === 'E14,E2,E14',
        `A new token should do: ${sent(stage, before).join()}`,
      );
    },
  },
  {
    id: 'client-revoked',
    title: 'The client is revoked',
    about:
      'The server takes the credentials of this device no more. The client registers once again, and since profiles are bound to the credentials, the viewer has to sign in again.',
    group,
    async tell(stage) {
      await signInHere(stage);
      stage.say('server', 'Revokes every client.');
      stage.simulator.revokeClients();
      const before = stage.simulator.requests.length;
      await viewer(stage, 'Picks news.');
      stage.tv.send({ type: 'play', resource: 'news' });
      const { error } = await played(stage, 'news', 'needs_authentication');
      should(error.code === 'authenticated_profile_missing', `It should be lost: ${error.code}`);
      should(sent(stage, before).includes('E1'), 'The device should have registered again');
      await reached(stage, 'confirming');
      await viewer(stage, 'Signs in again.');
      stage.tv.send({ type: 'authenticate' });
      await logIn(stage);
      await watch(stage, 'news');
    },
  },
  {
    id: 'integration-disabled',
    title: 'The provider is switched off',
    about:
      'Between the list and the session, somebody has disabled the integration: invalid_integration. Another provider has to be chosen.',
    group,
    async tell(stage) {
      await startSignIn(stage);
      await reached(stage, 'choosing');
      stage.say('server', 'Cablevision is switched off.');
      stage.simulator.mvpd({ id: 'Cablevision', enabled: false });
      await pick(stage, 'Cablevision');
      const { error } = await signIn(stage, 'failed');
      should(error.code === 'invalid_integration', `It should be switched off: ${error.code}`);
      await viewer(stage, 'Chooses another provider.');
      stage.tv.send({ type: 'mvpd.choose' });
      await pick(stage, 'Dish');
      await logIn(stage);
    },
  },
  {
    id: 'storage-locked',
    title: "The storage can't be read",
    about:
      'The storage of the device is locked. The app goes on in memory: a sign-in works, and the next start registers anew.',
    group,
    storage: lockedStorage,
    async tell(stage) {
      await signInHere(stage);
      should(viewOf(stage).access !== undefined, 'The viewer should be signed in');
      await viewer(stage, 'Turns the television off, and on again.');
      const before = stage.simulator.requests.length;
      stage.restart();
      await reached(stage, 'unauthenticated');
      should(
        sent(stage, before).join() === 'E1,E2,E8',
        `The app should register anew: ${sent(stage, before).join()}`,
      );
    },
  },
  {
    id: 'logout-answer-lost',
    title: 'The answer to a logout is lost',
    about:
      'The server has deleted the profile, and the connection breaks before it says so. The retry gets invalid; the app asks for the profile before it forgets anybody.',
    group,
    async tell(stage) {
      await signInHere(stage);
      stage.simulator.faults.add({ endpoint: 'E15', cut: 'after' });
      await viewer(stage, 'Signs out.');
      stage.tv.send({ type: 'logout' });
      await stage.clock.pass(1000);
      await viewer(stage, 'Tries again.');
      stage.tv.send({ type: 'retry' });
      await reached(stage, 'unauthenticated');
      should(sent(stage).filter((one) => one === 'E15').length === 2, 'It should be asked twice');
    },
  },
];
