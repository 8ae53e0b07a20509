import { type App, startApp } from './app.js';
import type { Device } from './device.js';
import { signInByPhone } from './sign-in.js';
import { signedIn } from './signed-in.js';
import { should, type Stage } from './stage.js';
import type { Words } from './words.js';
import { mvpd } from './world.js';

const words: Words = {
  restoring: () => ({ text: 'Reads what is stored of a viewer. There is nothing yet.' }),
  checking: () => ({
    text: 'Registers this device, gets an access token, and asks one question: is somebody signed in already?',
  }),
  unauthenticated: () => ({
    text: 'Nobody is.',
    next: 'Let the viewer look around. No request goes out until they want to watch.',
  }),
  fetchingConfiguration: () => ({
    text: 'Now there is a choice to make: fetches the TV providers (MVPDs).',
  }),
  choosing: ({ mvpds }) => ({
    text: `Lists ${namesOf(mvpds)}. Temporary access and a test provider are there too, but this app does not show them.`,
    next: 'Send `mvpd.selected` with the one that the viewer picks.',
  }),
  authenticating: {
    creating: () => ({ text: 'Asks for a session with that provider.' }),
    authenticate: () => ({
      text: 'The server gives a code. Passwords are hard to type with a remote control, so the viewer signs in with a phone.',
      next: 'Show the code. The statechart asks every 3 seconds whether the viewer is done.',
    }),
    expired: () => ({ kind: 'failed', text: 'The code was not used in time.' }),
  },
  authenticated: (view) => ({
    ...signedIn(view),
    next: 'Nothing to do: provider and profile are stored for the next start.',
  }),
};

/** Nobody is known; the viewer picks a provider, and signs in with a phone. */
export async function firstStart(stage: Stage, television: Device): Promise<App> {
  const app = startApp(stage, television, words);
  await app.until('unauthenticated');
  await stage.rest(1000);
  await stage.viewer('Wants to watch, and chooses to sign in.');
  app.send({ type: 'authenticate' });
  const { mvpds } = await app.until('choosing');
  should(
    mvpds.length === 4 && mvpds.some(({ id }) => id === mvpd.id),
    'The list should have the providers that the app shows, and no other',
  );
  await stage.rest(1000);
  await stage.viewer(`Picks ${mvpd.displayName}.`);
  app.send({ type: 'mvpd.selected', mvpd: mvpd.id });
  const { reason, profile } = await signInByPhone(stage, app, {
    card: true,
    script: [
      'Opens the page on a phone, and types the code.',
      'Signs in there with a name and a password.',
    ],
  });
  should(reason === 'login' && profile?.type === 'regular', 'The viewer should have signed in');
  return app;
}

function namesOf(mvpds: ReadonlyArray<{ readonly id: string; readonly displayName?: string }>) {
  const names = mvpds.map(({ id, displayName = id }) => displayName);
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
