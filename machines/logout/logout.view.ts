import type { PassErrorData } from '../../src/errors/index.js';
import { phaseOf } from '../phase.js';
import type { LogoutContext, LogoutOutput, LogoutView } from './logout.types.js';

/** What to render for a state of `logoutMachine`. A pure function, also of a stored snapshot. */
export function logoutView({
  value,
  context,
  output,
}: {
  readonly value: unknown;
  readonly context: LogoutContext;
  readonly output?: unknown;
}): LogoutView {
  const { queue, error } = context;
  const mvpd = queue[0]?.mvpd ?? context.mvpd;
  const phase = phaseOf(value);
  switch (phase) {
    case 'logout':
      return { phase, mvpd, url: queue[0]?.url ?? '' };
    case 'partner_logout':
      return { phase, mvpd };
    case 'done':
    case 'cancelled':
      return output as LogoutOutput;
    case 'failed':
      return { phase, error: error as PassErrorData };
    default:
      return { phase: 'initiating' };
  }
}
