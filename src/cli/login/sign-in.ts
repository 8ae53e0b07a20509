import { createActor } from 'xstate';
import {
  authenticationMachine,
  authenticationServices,
  authenticationView,
  type AuthenticationView,
} from '../../index.js';
import { CommandError } from '../errors.js';
import { type Narration, startFlow, type Surroundings } from '../flow.js';
import { FlowEnded } from '../flow-ended.js';
import type { Connection } from './connect.js';
import { failureLine } from './failure.js';
import { profileFields } from './profile.js';

interface SignIn extends Connection {
  /** Where a viewer types a code. */
  readonly page: string | undefined;
  readonly withAttributes: boolean;
}

const narration: Narration<AuthenticationView> = {
  creating: () => ({ text: 'Asks for a session.' }),
  resume: ({ missingParameters }) => ({
    text: `The server still needs ${missingParameters.join(', ')}, which a second screen or the flags can give it.`,
    next: 'Type the code on your second screen, and sign in there.',
  }),
  authenticate: () => ({
    text: 'The viewer has to sign in, on any device.',
    next: 'Open the page there.',
  }),
  authorize: ({ mvpd }) => ({ kind: 'done', text: `Signed in with ${mvpd}.` }),
};

/** Signs in, and shows the profile. @throws CommandError */
export async function signIn(about: SignIn, surroundings: Surroundings): Promise<void> {
  const { client, parameters, target, why } = about;
  const { screen, signal } = surroundings;
  const said: { problem?: string | undefined; code?: string } = {};
  const flow = startFlow(
    createActor(authenticationMachine.provide({ actors: authenticationServices(client) }), {
      input: { ...parameters, screen: 'secondary' },
    }),
    authenticationView,
    { step: 'login', machine: 'authentication', narration, onView },
    surroundings,
  );

  function onView(view: AuthenticationView): void {
    if (view.phase !== 'resume' && view.phase !== 'authenticate') return;
    const { code, expiresAt, error } = view;
    if (code !== said.code) {
      said.code = code;
      const page = about.page ?? (view.phase === 'authenticate' ? view.url : undefined);
      screen.code({ code, page, scan: page, expiresAt });
      screen.wait({ text: 'Waiting for the viewer to sign in', until: expiresAt });
    }
    const problem = error && failureLine(error, target, why);
    if (problem !== undefined && problem !== said.problem) {
      screen.entry({
        kind: 'failed',
        label: 'check',
        text: `${problem}.`,
        next: 'The next check comes by itself.',
      });
    }
    said.problem = problem;
  }

  try {
    const signedIn = await flow.until(['authorize']);
    screen.close();
    screen.fields(profileFields(signedIn, about.withAttributes));
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof FlowEnded)) throw error;
    if (error.error) throw new CommandError(failureLine(error.error, target, why));
    throw new CommandError(
      error.phase === 'expired'
        ? 'the code was not used in time, or the server has forgotten it: begin again'
        : error.message,
    );
  } finally {
    flow.stop();
  }
}
