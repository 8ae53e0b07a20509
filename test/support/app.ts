import type { AuthenticationView, EntitlementInput } from '../../src/index.js';
import { startApp } from './flows.js';
import type { World } from './world.js';

type App = ReturnType<typeof startApp>;

/** What a sign-in that runs shows. @throws Error where none runs */
export function signInOf(app: App): AuthenticationView {
  const view = app.view();
  if (view.phase === 'authenticating') return view.authentication as AuthenticationView;
  throw new Error(`expected a sign-in, not ${view.phase}`);
}

/** The code that the app shows. @throws Error where it shows none */
export function codeOf(app: App): string {
  const view = signInOf(app);
  if ('code' in view) return view.code;
  throw new Error(`expected a code in ${view.phase}`);
}

/** The viewer logs in at the MVPD, and comes back to the app. */
export async function logIn(made: World, app: App, mvpd?: string): Promise<void> {
  await made.simulator.viewer.signIn({ code: codeOf(app), ...(mvpd && { mvpd }) });
  app.send({ type: 'userAgent.returned' });
  await made.pass(3100);
}

/** An app whose viewer has just signed in with Cablevision. */
export async function signedInApp(
  made: World,
  input: Partial<EntitlementInput> = {},
  options: Parameters<typeof startApp>[2] = {},
): Promise<App> {
  const app = startApp(made.client, input, options);
  await made.pass(0);
  app.send({ type: 'authenticate', mvpd: 'Cablevision' });
  await made.pass(0);
  await logIn(made, app);
  return app;
}

/** What the server saw since `from`. */
export const since = (made: World, from: number): string[] =>
  made
    .seen()
    .slice(from)
    .filter((endpoint) => /^E\d+$/.test(endpoint));
