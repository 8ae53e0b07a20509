import { timeOfDay } from '../clock.js';
import type { App } from './app.js';
import { should, type Stage } from './stage.js';
import type { Words } from './words.js';
import { mvpd, temporaryMvpd } from './world.js';

const words: Words = {
  play: {
    permitted: ({ source, stopAt }) => ({
      kind: 'done',
      text: `Permitted, by \`${source}\`: no login, no profile, and no logout of ${mvpd.displayName}.`,
      next: `Play, and end the stream at ${timeOfDay(stopAt ?? 0)}: nobody else does.`,
    }),
    temporary_access_over: ({ error }) => ({
      text: error.message,
      next: 'Offer a provider that has football, by `mvpd.choose`.',
    }),
  },
};

/** What the provider denies, a temporary access permits beside it, until it is used up. */
export async function temporary(stage: Stage, app: App): Promise<void> {
  app.words(words);
  await stage.viewer(
    `Wants football, which ${mvpd.displayName} denies. The app offers ten minutes of it.`,
  );
  const play = { type: 'play', resource: 'football', mvpd: temporaryMvpd.id } as const;
  app.send({ type: 'temporaryAccess.start', mvpd: temporaryMvpd.id });
  app.send(play);
  const { stopAt } = await app.played('football', 'permitted');
  should(stopAt !== undefined, 'The app should know when to end the stream');
  await stage.rest(1200);
  stage.clock.pass(10 * 60_000);
  await stage.meanwhile('10 minutes later', 'The app has ended the stream. The viewer wants more.');
  app.send(play);
  await app.played('football', 'temporary_access_over');
  const { access, temporary: used } = app.view();
  should(used?.over !== null, 'The temporary access should be used up');
  should(access?.mvpd.id === mvpd.id, `The sign-in with ${mvpd.displayName} should be as it was`);
  await stage.rest(800);
  await stage.viewer(`Would rather not, and stays signed in with ${mvpd.displayName}.`);
}
