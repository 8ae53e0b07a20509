import { createActor } from 'xstate';
import { logoutMachine, logoutServices, logoutView, type LogoutView } from '../../index.js';
import { type Flow, type Narration, startFlow } from '../flow.js';
import { should, type Stage, STEP_TIME } from './stage.js';
import { fallbackMvpd, partnerMvpd } from './world.js';

const meaning = {
  logout: 'Signed out, at the provider too.',
  partner_logout: 'Signed out, in the settings too.',
  complete: 'Signed out: this provider needs nothing more.',
  invalid: 'Nothing to do: there is no profile any more.',
};
type Outcome = keyof typeof meaning;

const narration: Narration<LogoutView> = {
  logout: ({ url }) => ({
    text: 'The profile is deleted, but the provider still knows the viewer in the browser.',
    next: `Open ${url.replace(/\?.*/, '?…')} there, and send \`userAgent.returned\` when it is back.`,
  }),
  partner_logout: () => ({
    text: 'The profile is deleted, but the account is still in the settings of the television.',
    next: 'Send the viewer to Settings, Accounts, TV Provider, then send `partnerLogout.confirmed`.',
  }),
};

/** The viewer signs out of everything, and once more: all four outcomes that a logout can have. */
export async function signOut(stage: Stage, firstMvpd: string): Promise<void> {
  stage.screen.heading('4  Sign out, each provider in its own way', 'logoutMachine');
  const runs: ReadonlyArray<readonly [mvpd: string, outcome: Outcome, again?: string]> = [
    [firstMvpd, 'logout'],
    [partnerMvpd.id, 'partner_logout'],
    [fallbackMvpd.id, 'complete'],
    [firstMvpd, 'invalid', ' once more'],
  ];
  for (const [mvpd, expected, again = ''] of runs) {
    await stage.viewer(`Wants to sign out of ${mvpd}${again}.`);
    await signOutOf(mvpd, expected, stage);
  }
}

async function signOutOf(mvpd: string, expected: Outcome, stage: Stage): Promise<void> {
  const { client, redirectUrl } = stage;
  const flow = startFlow(
    createActor(logoutMachine.provide({ actors: logoutServices(client) }), {
      input: { mvpd, redirectUrl },
    }),
    logoutView,
    { step: `sign-out-${expected}`, machine: 'logout', narration },
    stage,
  );
  try {
    await help(flow, stage);
    const { outcomes } = await flow.until(['done'], STEP_TIME);
    const [outcome] = outcomes;
    should(
      outcomes.length === 1 && outcome?.actionName === expected && outcome.carriedOut,
      `Signing out of ${mvpd} should come to ${expected}, not to ${outcome?.actionName}`,
    );
    stage.screen.entry({ kind: 'done', label: expected, text: meaning[expected] });
  } finally {
    flow.stop();
  }
}

/** Does what the machine waits for somebody to do. */
async function help(
  flow: Flow<LogoutView, { type: 'userAgent.returned' } | { type: 'partnerLogout.confirmed' }>,
  { simulator, viewer }: Stage,
): Promise<void> {
  const view = await flow.until(['logout', 'partner_logout', 'done'], STEP_TIME);
  if (view.phase === 'logout') {
    await viewer('Waits while the browser opens the logout page and comes back.');
    await simulator.viewer.signOut(view.url);
    flow.send({ type: 'userAgent.returned' });
  } else if (view.phase === 'partner_logout') {
    await viewer('Removes the account in the settings, and confirms.');
    flow.send({ type: 'partnerLogout.confirmed' });
  }
}
