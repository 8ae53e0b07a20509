import { type App, startApp } from './app.js';
import type { Device } from './device.js';
import { should, type Stage } from './stage.js';
import type { Words } from './words.js';

const words: Words = {
  restoring: () => ({
    text: 'A new process, with the storage of the old one: it knows the viewer.',
  }),
  unconfirmed: ({ access }) => ({
    text: `Signed in at once. One request, about ${access.mvpd.displayName ?? 'the provider'} alone: is the profile still there?`,
  }),
  authenticated: ({ access }) => ({
    kind: 'done',
    text: `It is: signed in, reason \`${access.reason}\`. Nobody had to do anything.`,
  }),
};

/** The app is closed, and started again: one request, and the viewer is signed in. */
export async function restart(stage: Stage, television: Device, former: App): Promise<App> {
  await stage.viewer('Closes the app, and opens it again later that evening.');
  former.close();
  const from = stage.simulator.requests.length;
  const app = startApp(stage, television, words);
  const access = await app.confirmed();
  const sent = stage.simulator.requests.slice(from).map(({ endpoint }) => endpoint);
  should(access.reason === 'authenticated', 'The viewer should still be signed in');
  should(sent.join() === 'E9', `The start should have sent E9 alone, not ${sent.join(', ')}`);
  return app;
}
