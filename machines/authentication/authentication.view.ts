import type { PassErrorData } from '../../src/errors/index.js';
import { phaseOf } from '../phase.js';
import type {
  AuthenticationContext,
  AuthenticationOutput,
  AuthenticationView,
} from './authentication.types.js';

/** The output of a flow that has ended. */
export function authenticationOutput({
  found,
  session,
  parameters,
}: Pick<AuthenticationContext, 'found' | 'session' | 'parameters'>): AuthenticationOutput {
  if (found) {
    const { mvpd, profile } = found;
    const { type } = profile;
    const reason = type === 'degraded' || type === 'temporary' ? type : 'login';
    return { phase: 'authorize', mvpd, reason, profile };
  }
  if (session?.actionName !== 'authorize') return { phase: 'cancelled' };
  return {
    phase: 'authorize',
    mvpd: session.mvpd ?? parameters.mvpd ?? '',
    reason: session.reasonType,
  };
}

/** What of a snapshot the view needs; a stored one fits too. */
interface Snapshot {
  readonly value: unknown;
  readonly context: AuthenticationContext;
}

/** What to render for a state of `authenticationMachine`. A pure function, also of a stored snapshot. */
export function authenticationView({ value, context }: Snapshot): AuthenticationView {
  const { session, error } = context;
  const phase = phaseOf(value);
  const code = {
    code: session?.code ?? '',
    expiresAt: session?.notAfter ?? 0,
    ...(error && { error }),
  };
  switch (phase) {
    case 'resume':
      return { phase, ...code, missingParameters: session?.missingParameters ?? [] };
    case 'authenticate':
      return {
        phase,
        ...code,
        url: session?.url ?? '',
        polling: context.screen === 'secondary' || context.userAgent === 'returned',
      };
    case 'failed':
      return { phase, error: error as PassErrorData };
    case 'resuming':
    case 'expired':
      return { phase };
    case 'authorize':
    case 'cancelled':
      return authenticationOutput(context);
    default:
      return { phase: 'creating' };
  }
}
