import { createActor } from 'xstate';
import {
  partnerAuthenticationMachine,
  partnerAuthenticationServices,
  type PartnerAuthenticationView,
  partnerAuthenticationView,
} from '../../index.js';
import { type Narration, startFlow } from '../flow.js';
import { settingsAccount } from './partner-framework.js';
import { signedIn } from './signed-in.js';
import { should, type Stage, STEP_TIME } from './stage.js';
import { fallbackMvpd, partnerMvpd } from './world.js';

type Providers = typeof partnerMvpd | typeof fallbackMvpd;

const narration = ({ displayName }: Providers): Narration<PartnerAuthenticationView> => ({
  status: () => ({
    text: `The app asks the television which TV provider is in its settings. The viewer allows that, and it is ${displayName}.`,
  }),
  creating: () => ({ text: `Asks the server for a session with ${displayName}.` }),
  partner_profile: () => ({
    text: `The server sends a question that only ${displayName} can answer.`,
    next: 'Hand it to the television, which has it answered without troubling the viewer.',
  }),
  authenticate: ({ fallback, url }) => ({
    text: `Not this time: \`${fallback?.reason ?? 'unknown'}\`. The server gives a code for the basic flow along with that.`,
    next: `Open ${url} on the television, and send \`userAgent.returned\` when it is back.`,
  }),
  authorize: signedIn,
});

function startPartnerFlow(stage: Stage, step: string, mvpd: Providers) {
  const { client, redirectUrl } = stage;
  const partnerFramework = settingsAccount(mvpd.platformMappingId, stage);
  const actors = partnerAuthenticationServices(client, { partnerFramework });
  return startFlow(
    createActor(partnerAuthenticationMachine.provide({ actors }), {
      input: { screen: 'primary', domainName: 'example.com', redirectUrl },
    }),
    partnerAuthenticationView,
    { step, machine: 'partnerAuthentication', narration: narration(mvpd) },
    stage,
  );
}

/** The viewer is signed in by the account in the settings of the television. */
export async function partnerSignIn(stage: Stage): Promise<void> {
  stage.screen.heading(
    '2  Sign in with the account in the settings',
    'partnerAuthenticationMachine',
  );
  const flow = startPartnerFlow(stage, 'partner', partnerMvpd);
  try {
    const { mvpd, profile, fallback } = await flow.until(['authorize'], STEP_TIME);
    should(mvpd === partnerMvpd.id, 'The provider in the settings should have signed in');
    should(profile?.type === 'appleSSO' && !fallback, 'The partner should have signed in');
  } finally {
    flow.stop();
  }
}

/** The same where that is not set up: the viewer signs in on the television after all. */
export async function partnerFallback(stage: Stage): Promise<void> {
  const { screen, simulator } = stage;
  screen.heading(
    '3  The same, but this provider has not set it up',
    'partnerAuthenticationMachine',
  );
  const flow = startPartnerFlow(stage, 'partner-fallback', fallbackMvpd);
  try {
    const { url, fallback } = await flow.until(['authenticate'], STEP_TIME);
    should(fallback?.reason === 'configuration_fallback', 'The fallback should have a reason');
    await stage.rest(800);
    await stage.viewer('Signs in at Dish, in the browser of the television.');
    const login = await simulator.viewer.open(url);
    await login.submit();
    flow.send({ type: 'userAgent.returned' });
    const { mvpd, profile } = await flow.until(['authorize'], STEP_TIME);
    should(mvpd === fallbackMvpd.id && profile?.type === 'regular', 'Dish should have signed in');
  } finally {
    flow.stop();
  }
}
