import type { LogoutView } from '../../index.js';
import type { App } from './app.js';
import { should, type Stage, STEP_TIME } from './stage.js';

const meaning: Readonly<Record<string, string>> = {
  logout: 'signed out, at the provider too.',
  partner_logout: 'signed out, in the settings too.',
  complete: 'signed out. This provider asks for nothing more.',
  invalid: 'nothing to do, for there was no profile.',
};

/**
 * The viewer signs out, and does what the server asks for.
 *
 * @param expected The action name that the server gives for each provider.
 */
export async function logOut(
  { screen, simulator, viewer, rest }: Stage,
  app: App,
  expected: Readonly<Record<string, string>>,
): Promise<void> {
  app.send({ type: 'logout' });
  const asked = await app.when(askedFor, STEP_TIME);
  if (asked !== 'nothing') await rest(1200);
  if (asked !== 'nothing' && asked.phase === 'logout') {
    await simulator.viewer.signOut(asked.url);
    app.send({ type: 'userAgent.returned' });
  } else if (asked !== 'nothing') {
    await viewer('Removes the account there, and confirms that.');
    app.send({ type: 'partnerLogout.confirmed' });
  }
  const { outcomes } = await app.until('unauthenticated');
  const ways = Object.fromEntries(outcomes.map(({ mvpd, actionName }) => [mvpd, actionName]));
  should(
    JSON.stringify(ways) === JSON.stringify(expected) && outcomes.every((one) => one.carriedOut),
    `Signing out should come to ${JSON.stringify(expected)}, not to ${JSON.stringify(ways)}`,
  );
  for (const { mvpd, actionName: label } of outcomes) {
    screen.entry({ kind: 'done', label, text: `${mvpd}: ${meaning[label]}` });
  }
}

function askedFor(
  view: ReturnType<App['view']>,
): Extract<LogoutView, { phase: 'logout' | 'partner_logout' }> | 'nothing' | undefined {
  if (view.phase === 'unauthenticated') return 'nothing';
  if (view.phase !== 'loggingOut') return undefined;
  const { logout } = view;
  return logout.phase === 'logout' || logout.phase === 'partner_logout' ? logout : undefined;
}
