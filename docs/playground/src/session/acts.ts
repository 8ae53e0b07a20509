import type { EntitlementEvent, SecondScreenEvent } from '../../../../src/index.js';
import { turn } from '../../../../src/conformance/clock/turn.js';
import { session } from './session.js';
import { isLive, page } from './state.js';

/** What the viewer does on the television. */
export function onTelevision(event: EntitlementEvent): void {
  if (isLive(page.get())) session()?.stage.tv.send(event);
}

/** What the viewer does on the phone. */
export function onPhone(event: SecondScreenEvent): void {
  if (isLive(page.get())) session()?.stage.phone()?.send(event);
}

export function openPhone(): void {
  session()?.stage.openPhone();
  session()?.history.touch();
}

/** Switches the television off and on. */
export function restartTelevision(): void {
  session()?.stage.restart();
  session()?.show(undefined);
}

const reasonOf = (error: unknown) =>
  (error instanceof Error ? error.message : String(error)).replace(
    /^The page at \S+ answered /,
    '',
  );

/** Opens the login page in the user agent of a device. */
export async function openLogin(url: string, on: 'tv' | 'phone'): Promise<void> {
  const now = session();
  if (!now) return;
  try {
    const login = await now.stage.openLogin(url, on);
    now.show({ on, mvpd: login.mvpd, typed: false }, login);
  } catch (error) {
    page.set({ notice: `The login page did not open. ${reasonOf(error)}` });
    tell(on, 'userAgent.closed');
  }
}

function tell(on: 'tv' | 'phone', type: 'userAgent.returned' | 'userAgent.closed'): void {
  if (on === 'tv') onTelevision({ type });
  else onPhone({ type });
}

/** Sends the form of the login page. */
export async function submitLogin(username: string, password: string): Promise<void> {
  const now = session();
  const login = now?.login();
  const shown = now?.opened();
  if (!now || !login || !shown) return;
  try {
    await login.submit({ username, password });
    now.show(undefined);
    tell(shown.on, 'userAgent.returned');
  } catch (error) {
    now.show({ ...shown, problem: reasonOf(error) }, login);
  }
}

/** The page's own button: the user agent returns, without a profile. */
export async function cancelLogin(): Promise<void> {
  const now = session();
  const shown = now?.opened();
  if (!now || !shown) return;
  await now.login()?.cancel();
  now.show(undefined);
  tell(shown.on, 'userAgent.returned');
}

/** The viewer closes the user agent. */
export function closeLogin(): void {
  const shown = session()?.opened();
  if (!shown) return;
  session()?.show(undefined);
  tell(shown.on, 'userAgent.closed');
}

/** Opens the logout page, which does the rest by itself. */
export async function openLogout(url: string): Promise<void> {
  const now = session();
  try {
    await now?.stage.openLogout(url);
    await turn();
    onTelevision({ type: 'userAgent.returned' });
  } catch (error) {
    page.set({ notice: `The logout page did not open. ${reasonOf(error)}` });
  }
}
