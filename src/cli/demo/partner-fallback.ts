import type { App } from './app.js';
import type { Tablet } from './device.js';
import { logOut } from './log-out.js';
import { signedIn } from './signed-in.js';
import { should, type Stage, STEP_TIME } from './stage.js';
import type { Words } from './words.js';
import { fallbackMvpd, partnerMvpd } from './world.js';

const { displayName } = fallbackMvpd;

const words: Words = {
  loggingOut: {
    partner_logout: () => ({
      text: 'The profile is deleted, but the account is still in the settings of the tablet.',
      next: 'Send the viewer to Settings, TV Provider, and then send `partnerLogout.confirmed`.',
    }),
  },
  authenticating: {
    status: () => ({ text: `Asks the tablet again: now it is ${displayName}.` }),
    authenticate: ({ fallback }) => ({
      text: `Not by the settings this time: \`${fallback?.reason}\`. The server gives a login page instead.`,
      next: 'Open that page in the browser of the tablet, and send `userAgent.returned` when it is back.',
    }),
  },
  authenticated: signedIn,
};

/** The viewer changes to a provider that has not set partner sign-in up, and signs in with a browser. */
export async function partnerFallback(stage: Stage, tablet: Tablet, app: App): Promise<void> {
  const { simulator, viewer } = stage;
  app.words(words);
  await viewer(`Changes to ${displayName}, and signs out of ${partnerMvpd.displayName} first.`);
  await logOut(stage, app, { [partnerMvpd.id]: 'partner_logout' });
  await viewer(`Adds ${displayName} to the settings, and chooses to sign in.`);
  tablet.account.add(fallbackMvpd.platformMappingId);
  app.send({ type: 'authenticate' });
  const { url, fallback } = await app.when(loginPage, STEP_TIME);
  should(fallback?.reason === 'configuration_fallback', 'The fallback should have a reason');
  await stage.rest(1000);
  await viewer(`Signs in at ${displayName}, in the browser of the tablet.`);
  const login = await simulator.viewer.open(url);
  await login.submit();
  app.send({ type: 'userAgent.returned' });
  const { access } = await app.until('authenticated');
  should(
    access.mvpd.id === fallbackMvpd.id && access.profile?.type === 'regular',
    `${displayName} should have signed in`,
  );
}

function loginPage(view: ReturnType<App['view']>) {
  if (view.phase !== 'authenticating') return undefined;
  const { authentication } = view;
  return authentication.phase === 'authenticate' ? authentication : undefined;
}
