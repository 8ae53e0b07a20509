import { type App, startApp } from './app.js';
import type { Device } from './device.js';
import { logOut } from './log-out.js';
import type { Stage } from './stage.js';
import type { Words } from './words.js';
import { fallbackMvpd, mvpd, sisterMvpd } from './world.js';

const words: Words = {
  loggingOut: {
    logout: () => ({
      text: 'The profile is deleted, but the provider still knows the viewer in the browser.',
      next: 'Open the logout page of the provider there, and send `userAgent.returned` when it is back.',
    }),
  },
};

const nobody: Words = {
  restoring: () => ({ text: 'Nothing is stored of the viewer any more.' }),
  checking: () => ({
    text: 'Asks the question of the first start. The device is still registered.',
  }),
  unauthenticated: () => ({ kind: 'done', text: 'Nobody is signed in.' }),
};

/** The viewer signs out on both devices, and nobody is known at the next start. */
export async function signOut(
  stage: Stage,
  television: Device,
  apps: { readonly onTelevision: App; readonly onTablet: App },
): Promise<void> {
  const { onTelevision, onTablet } = apps;
  onTelevision.words(words);
  onTablet.words(words);
  await stage.viewer('Signs out on the television.');
  await logOut(stage, onTelevision, { [mvpd.id]: 'logout' });
  await stage.viewer(
    `Signs out on the tablet. ${sisterMvpd.displayName} belongs to ${fallbackMvpd.displayName}, so the server answers for both.`,
  );
  await logOut(stage, onTablet, { [fallbackMvpd.id]: 'complete', [sisterMvpd.id]: 'invalid' });
  await stage.viewer('Closes the app on the television, and opens it again.');
  onTelevision.close();
  const app = startApp(stage, television, nobody);
  await app.until('unauthenticated');
}
