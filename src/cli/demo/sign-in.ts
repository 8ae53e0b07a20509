import type { Access } from '../../index.js';
import type { App } from './app.js';
import { should, type Stage, STEP_TIME } from './stage.js';

/** How the viewer comes to the login page with a code. */
export interface PhoneSignIn {
  /** Whether the code is shown large, with its page and a QR code; always to a person. */
  readonly card: boolean;
  /** What the scripted viewer does, line by line. */
  readonly script: readonly string[];
}

/** The viewer signs in with a phone, and a code that the television shows. */
export async function signInByPhone(
  stage: Stage,
  app: App,
  { card, script }: PhoneSignIn,
): Promise<Access> {
  const { screen, simulator, clock, origin, interactive } = stage;
  for (;;) {
    const { code, expiresAt } = await app.when(shownCode, STEP_TIME);
    const page = `${origin}/activate`;
    const until = clock.outside(expiresAt);
    if (card || interactive) {
      const scan = `${page}?code=${encodeURIComponent(code)}`;
      screen.code({ code, page, scan, expiresAt: until });
    }
    const text = interactive
      ? 'Open the page in your browser: you are the viewer'
      : 'Waiting for the viewer to sign in';
    const stopWaiting = screen.wait({ text, until });
    if (!interactive) {
      await stage.rest(card ? 1200 : 0);
      for (const line of script) await stage.viewer(line);
      await simulator.viewer.signIn({ code });
    }
    const ended = await app.when(endOf, interactive ? undefined : STEP_TIME);
    stopWaiting();
    if (ended !== 'expired') return ended;
    should(interactive, 'The code expired before the viewer signed in');
    app.send({ type: 'code.renew' });
  }
}

type View = ReturnType<App['view']>;

function shownCode(view: View): { code: string; expiresAt: number } | undefined {
  if (view.phase !== 'authenticating') return undefined;
  const { authentication } = view;
  return authentication.phase === 'authenticate' ? authentication : undefined;
}

function endOf(view: View): Access | 'expired' | undefined {
  if (view.phase === 'authenticated') return view.access;
  const isExpired = view.phase === 'authenticating' && view.authentication.phase === 'expired';
  return isExpired ? 'expired' : undefined;
}
