import { type App, startApp } from './app.js';
import type { Tablet } from './device.js';
import { signedIn } from './signed-in.js';
import { should, type Stage } from './stage.js';
import type { Words } from './words.js';
import { partnerMvpd } from './world.js';

const { displayName } = partnerMvpd;

const words: Words = {
  checking: () => ({
    text: 'Another device: it registers for itself, and asks the same question.',
  }),
  unauthenticated: () => ({ text: 'Nobody is signed in here.' }),
  authenticating: {
    status: () => ({
      text: `Asks the tablet which TV provider is in its settings. The viewer allows that, and it is ${displayName}.`,
    }),
    creating: () => ({ text: `Asks for a session with ${displayName}.` }),
    partner_profile: () => ({
      text: `The server sends a question that only ${displayName} can answer.`,
      next: 'Hand it to the tablet, which has it answered without troubling the viewer.',
    }),
  },
  authenticated: signedIn,
  play: { permitted: () => ({ kind: 'done', text: 'Permitted, as on the television.' }) },
};

/** The viewer is signed in by the account in the settings of the tablet. */
export async function partner(stage: Stage, tablet: Tablet): Promise<App> {
  tablet.account.add(partnerMvpd.platformMappingId);
  const app = startApp(stage, tablet, words);
  await app.until('unauthenticated');
  await stage.rest(800);
  await stage.viewer('Chooses to sign in.');
  app.send({ type: 'authenticate' });
  const { access } = await app.until('authenticated');
  should(access.mvpd.id === partnerMvpd.id, `${displayName} should have signed in`);
  should(access.profile?.type === 'appleSSO', 'The partner should have signed the viewer in');
  await stage.viewer('Picks news.');
  app.send({ type: 'play', resource: 'news' });
  await app.played('news', 'permitted');
  return app;
}
