import { expect } from 'vitest';
import { parameters } from '../../support/world.js';
import type { Journey } from './journey.js';
import type { SentEvent } from './steps.js';

interface View {
  readonly phase: string;
  readonly error?: { readonly remedy: string; readonly httpStatus?: number };
  readonly [field: string]: unknown;
}

/** What anybody would do in a phase: an event, or something with the code that is shown. */
type Doing = SentEvent | 'wait' | 'log in' | (() => Promise<SentEvent>);

export type Habits = (view: View, attempt: number) => Doing;

const MOST_ATTEMPTS = 40;

/** Attempts after which a person starts the app anew. */
const PATIENCE = 20;

/**
 * Once the weather is fine, a person who does the obvious things gets to the end.
 *
 * @param isThere Tells from the view.
 */
export async function expectArrival(
  journey: Pick<Journey, 'view' | 'logIn' | 'send' | 'pass' | 'restart' | 'simulator'>,
  habits: Habits,
  isThere: (view: View) => boolean,
): Promise<void> {
  const seen: string[] = [];
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const view = journey.view as View;
    seen.push(view.phase);
    if (isThere(view)) return;
    // Credentials that die twice before a request succeeds are replaced by a new process alone.
    const registrations = journey.simulator.requests.filter(({ endpoint }) => endpoint === 'E1');
    if (attempt === PATIENCE && registrations.length > 1) journey.restart('process');
    const doing = habits(view, attempt);
    if (doing === 'log in') {
      await journey.logIn();
      journey.send({ type: 'userAgent.returned' });
    } else if (typeof doing === 'function') journey.send(await doing());
    else if (doing !== 'wait') journey.send(doing);
    await journey.pass(6000);
  }
  expect.fail(`gets nowhere: ${seen.join(', ')}`);
}

/** Of a sign-in. */
export const signingIn: Habits = (view, attempt) => {
  switch (view.phase) {
    case 'resume':
      return { type: 'parameters.provided', ...parameters };
    case 'authenticate':
      // A code that somebody has logged in with is of no use once the profile is gone.
      return attempt % 5 === 4 ? { type: 'code.renew' } : 'log in';
    case 'expired':
      return { type: 'code.renew' };
    case 'failed':
      if (view.error?.remedy === 'select-mvpd')
        return { type: 'parameters.provided', ...parameters };
      // What does not help twice is not tried a third time.
      return { type: attempt % 3 === 2 ? 'code.renew' : 'retry' };
    default:
      return 'wait';
  }
};

/** Of a sign-out. */
export const signingOut: Habits = ({ phase, error }) => {
  switch (phase) {
    case 'logout':
      return { type: 'userAgent.returned' };
    case 'partner_logout':
      return { type: 'partnerLogout.confirmed' };
    case 'failed':
      // Nobody can sign out of an MVPD that there is not.
      return { type: error?.remedy === 'select-mvpd' ? 'cancel' : 'retry' };
    default:
      return 'wait';
  }
};

/** Where nothing else can be done. */
export const retrying: Habits = ({ phase }) => (phase === 'failed' ? { type: 'retry' } : 'wait');

/** On the page for the code; a television gives a new one wherever the old one is of no use. */
export const withThePhone =
  (newCode: () => Promise<SentEvent>): Habits =>
  ({ phase }, attempt) => {
    switch (phase) {
      case 'enteringCode':
        return newCode;
      case 'selecting':
        return { type: 'parameters.provided', ...parameters };
      case 'opening':
      case 'unfinished':
        return attempt % 5 === 4 ? newCode : 'log in';
      case 'failed':
        return attempt % 3 === 2 ? newCode : { type: 'retry' };
      default:
        return 'wait';
    }
  };
