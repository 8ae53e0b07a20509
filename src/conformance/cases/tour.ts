import type { ConformanceContext } from '../case.js';

/** Uses all of the app: first launch, sign-in, marks where it has them, play, restart, sign-out. */
export async function tour({ start, pass }: ConformanceContext): Promise<void> {
  const first = await start();
  await first.logIn();
  await first.preauthorize(['news', 'sports']);
  await first.watches('news');
  await first.stop();
  await pass(15_000);
  const app = await start();
  await app.reaches('signedIn');
  await app.watches('sports');
  await app.logOut();
}
