import type { PassErrorData } from '../../src/errors/index.js';
import { activationOf } from '../../src/protocol/activation.js';
import { CODE_LIFE } from '../../src/protocol/session.js';
import type {
  AuthenticationContext,
  AuthenticationOutput,
  AuthenticationView,
} from './authentication.types.js';
import { isIn, phaseOf } from '../phase.js';

/** What a sign-in that succeeded has come to. */
export function authorizeOutput({
  found,
  session,
  parameters,
}: Pick<AuthenticationContext, 'found' | 'session' | 'parameters'>): AuthenticationOutput {
  const phase = 'authorize';
  if (!found)
    return {
      phase,
      mvpd: session?.mvpd ?? parameters.mvpd ?? '',
      reason: session?.reasonType ?? '',
    };
  const { mvpd, profile } = found;
  const { type } = profile;
  const reason = type === 'degraded' || type === 'temporary' ? type : 'login';
  return { phase, mvpd, reason, profile };
}

/** What of a snapshot the view needs; a stored one fits too. */
interface Snapshot {
  readonly value: unknown;
  readonly context: AuthenticationContext;
  readonly output?: unknown;
}

/** Milliseconds of difference that a UI should know of. */
const A_MINUTE = 60_000;

/** What to render for a state of `authenticationMachine`. A pure function, also of a stored snapshot. */
export function authenticationView({ value, context, output }: Snapshot): AuthenticationView {
  const { activationUrl, session, clock, nextCheckAt, error } = context;
  if (isIn(value, 'failed')) return { phase: 'failed', error: error as PassErrorData };
  const phase = phaseOf(value);
  switch (phase) {
    case 'loggingIn':
    case 'expiring': {
      const { code = '', notAfter = 0, url = '', missingParameters = [] } = session ?? {};
      const living = {
        code,
        expiresAt: notAfter,
        // Nothing has been heard of the server's clock where the app brought the session along.
        remaining: Math.max(
          notAfter - (clock?.now ?? session?.notBefore ?? notAfter - CODE_LIFE),
          0,
        ),
        ...(nextCheckAt !== null && { nextCheckAt }),
        ...(clock && Math.abs(clock.offset) > A_MINUTE && { clockOffset: clock.offset }),
        ...(activationUrl !== null && {
          activation: activationOf(activationUrl, code, { allowInsecureRequests: true }),
        }),
        ...(error && { error }),
      };
      return session?.actionName === 'authenticate'
        ? { phase: 'authenticate', ...living, url, polling: isIn(value, 'polling') }
        : { phase: 'resume', ...living, missingParameters };
    }
    case 'expired':
      return { phase };
    case 'authorize':
    case 'cancelled':
      return output as AuthenticationOutput;
    default:
      return { phase: isIn(value, 'resuming') ? 'resuming' : 'creating' };
  }
}
