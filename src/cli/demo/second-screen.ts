import { createActor } from 'xstate';
import {
  authenticationMachine,
  authenticationServices,
  authenticationView,
  type AuthenticationView,
} from '../../index.js';
import { type Narration, startFlow } from '../flow.js';
import { should, type Stage, STEP_TIME } from './stage.js';
import { signedIn } from './signed-in.js';

const narration: Narration<AuthenticationView> = {
  creating: () => ({
    text: 'The television registers with the server, and asks for a session. Nothing is known of the viewer yet.',
  }),
  resume: ({ missingParameters }) => ({
    text: `The server gives a code, and still needs ${missingParameters.join(', ')}: the viewer goes on with it on another device.`,
    next: 'Show the code. The statechart asks every 3 seconds whether the viewer is done.',
  }),
  authorize: signedIn,
  expired: () => ({ kind: 'failed', text: 'The code was not used in time.' }),
};

/** The viewer signs in on a second screen. @returns with which provider */
export async function secondScreen(stage: Stage): Promise<string> {
  const { screen, client, interactive } = stage;
  screen.heading('1  Sign in with a second screen', 'authenticationMachine');
  const flow = startFlow(
    createActor(authenticationMachine.provide({ actors: authenticationServices(client) }), {
      input: { screen: 'secondary', pollInterval: 3000 },
    }),
    authenticationView,
    { step: 'second-screen', machine: 'authentication', narration },
    stage,
  );
  try {
    for (;;) {
      const { code, expiresAt } = await flow.until(['resume'], STEP_TIME);
      const page = `${client.origin}/activate`;
      screen.code({ code, page, scan: `${page}?code=${encodeURIComponent(code)}`, expiresAt });
      const stopWaiting = screen.wait({
        text: interactive
          ? 'Open the page in your browser: you are the viewer'
          : 'Waiting for the viewer to sign in',
        until: expiresAt,
      });
      if (!interactive) await signIn(code, stage);
      const ended = await flow.until(['authorize', 'expired'], interactive ? undefined : STEP_TIME);
      stopWaiting();
      if (ended.phase === 'authorize') {
        should(ended.profile?.type === 'regular', 'The profile should be a regular one');
        return ended.mvpd;
      }
      should(interactive, 'The code expired before the viewer signed in');
      flow.send({ type: 'code.renew' });
    }
  } finally {
    flow.stop();
  }
}

async function signIn(code: string, { simulator, rest, viewer }: Stage): Promise<void> {
  await rest(2200);
  await viewer('Opens the page on a phone, types the code, and picks Cablevision.');
  await viewer('Signs in there with a name and a password.');
  await simulator.viewer.signIn({ code, mvpd: 'Cablevision' });
}
