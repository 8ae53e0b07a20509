import type { App } from './app.js';
import { should, type Stage } from './stage.js';
import type { Words } from './words.js';
import { mvpd } from './world.js';

const words: Words = {
  unconfirmed: () => ({
    text: 'The app is in the foreground again, and asks for the profile. Its access token has run out, so it gets a new one, without registering again.',
  }),
  authenticated: ({ access }) => ({
    kind: 'done',
    text: `Signed in: reason \`${access.reason}\`. No login is needed while the rule is there.`,
  }),
  play: {
    permitted: ({ source }) => ({
      kind: 'done',
      text: `Permitted, by \`${source}\`. For the app it is a play request like any other.`,
    }),
  },
};

/** The profile has ended, but nobody could sign in again: the server lets the viewer in without. */
export async function degraded(stage: Stage, app: App): Promise<void> {
  const { simulator, clock } = stage;
  await stage.meanwhile(
    '30 days later',
    `The profile has ended. But the login of ${mvpd.displayName} is out of order today, so Adobe lets its viewers in without one, by a degradation rule.`,
  );
  await stage.viewer('Turns the television on.');
  app.words(words);
  simulator.mvpd({ ...mvpd, degraded: true });
  clock.pass(30 * 24 * 60 * 60_000);
  app.send({ type: 'profile.check' });
  const access = await app.confirmed();
  should(access.reason === 'degraded', `The access should be degraded, not ${access.reason}`);
  await stage.rest(800);
  await stage.viewer('Picks news.');
  app.send({ type: 'play', resource: 'news' });
  const { source } = await app.played('news', 'permitted');
  should(source === 'degradation', 'The degradation rule should have permitted news');
}
