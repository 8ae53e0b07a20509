import type { App } from './app.js';
import { signInByPhone } from './sign-in.js';
import { signedIn } from './signed-in.js';
import { should, type Stage } from './stage.js';
import type { Words } from './words.js';
import { mvpd } from './world.js';

const words: Words = {
  play: {
    needs_authentication: ({ error }) => ({
      text: `The server wants a sign-in first: \`${error.code}\`.`,
    }),
    permitted: () => ({ kind: 'done', text: 'Permitted: the viewer watches what they wanted.' }),
  },
  confirming: () => ({
    text: 'The provider is remembered, so there is nothing to choose, and no list to fetch.',
    next: `Ask one question: sign in with ${mvpd.displayName} again?`,
  }),
  authenticating: {
    authenticate: () => ({ text: 'A new session and a new code.', next: 'Show it, as before.' }),
    expired: () => ({ kind: 'failed', text: 'The code was not used in time.' }),
  },
  authenticated: signedIn,
};

/** A decision says that the viewer has to sign in again: one confirmation, and no configuration. */
export async function confirm(stage: Stage, app: App): Promise<void> {
  const { simulator } = stage;
  await stage.meanwhile(
    'an hour later',
    `The login of ${mvpd.displayName} works again, and the rule is gone.`,
  );
  app.words(words);
  simulator.mvpd({ ...mvpd, degraded: false });
  await stage.viewer('Picks series.');
  app.send({ type: 'play', resource: 'series' });
  const confirming = await app.until('confirming');
  should(confirming.mvpd.id === mvpd.id, `${mvpd.displayName} should be remembered`);
  await stage.rest(1200);
  const from = simulator.requests.length;
  await stage.viewer('Says yes.');
  app.send({ type: 'authenticate' });
  const script = ['Signs in on the phone.'];
  const { reason } = await signInByPhone(stage, app, { card: false, script });
  should(reason === 'login', 'The viewer should have signed in again');
  const sent = simulator.requests.slice(from).map(({ endpoint }) => endpoint);
  should(!sent.includes('E3'), 'There should have been no configuration to fetch');
  app.send({ type: 'play', resource: 'series' });
  await app.played('series', 'permitted');
}
