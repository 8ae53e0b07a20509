import type { App } from './app.js';
import { should, type Stage } from './stage.js';
import type { Words } from './words.js';
import { catalogue } from './world.js';

const words: Words = {
  preauthorizing: () => ({ text: 'Asks about the whole list at once, to mark it.' }),
  marks: (marks) => ({
    text: 'The list has its marks:',
    rows: Object.values(marks).map(({ resource, permitted, error }) => [
      resource,
      permitted ? 'open' : `locked. ${error?.message}`,
    ]),
    next: 'Show the locks. A mark is a hint: what is open is asked for again before it plays.',
  }),
  play: {
    authorizing: ({ resource }) =>
      resource === 'news'
        ? { text: 'Each play request runs by itself, beside the others.' }
        : undefined,
    verifying: () => ({
      text: 'Permitted, with a media token. It goes to the backend of the app, once, and is stored nowhere.',
    }),
    permitted: () => ({
      kind: 'done',
      text: 'The backend has verified the token, and releases the stream.',
      next: 'Play.',
    }),
    denied: ({ error }) => ({
      text: `Denied: “${error.details ?? error.message}”`,
      next: 'Tell the viewer just that, in the words of the provider.',
    }),
  },
};

/** The list gets its marks, and two play requests go out side by side. */
export async function watch(stage: Stage, app: App): Promise<void> {
  app.words(words);
  app.send({ type: 'preauthorize', resources: catalogue });
  const marks = await app.when(({ preauthorizing, marks: known }) =>
    preauthorizing ? undefined : Object.values(known),
  );
  const locked = marks.filter(({ permitted }) => !permitted).map(({ resource }) => resource);
  should(
    marks.length === catalogue.length && locked.join() === 'football,late-film',
    'Football and the late film should be locked, and nothing else',
  );
  await stage.rest(1600);
  await stage.viewer('Picks news, and football all the same.');
  app.send({ type: 'play', resource: 'news' });
  app.send({ type: 'play', resource: 'football' });
  const [{ verified }, { error }] = await Promise.all([
    app.played('news', 'permitted'),
    app.played('football', 'denied'),
  ]);
  should(verified, 'The backend should have verified the media token');
  should(error.details !== undefined, 'The provider should have said why it denies football');
}
