import type { PassErrorData } from '../../src/errors/index.js';
import { phaseOf } from '../phase.js';
import type { TempPassResetContext, TempPassResetView } from './temp-pass-reset.types.js';

/** What to render for a state of `tempPassResetMachine`. A pure function, also of a stored snapshot. */
export function tempPassResetView({
  value,
  context: { mvpd, key, error },
}: {
  readonly value: unknown;
  readonly context: TempPassResetContext;
}): TempPassResetView {
  const phase = phaseOf(value);
  switch (phase) {
    case 'confirming':
      return { phase, mvpd, all: key === null ? 'devices' : 'keys' };
    case 'failed':
      return { phase, error: error as PassErrorData };
    case 'done':
    case 'cancelled':
      return { phase };
    default:
      return { phase: 'resetting' };
  }
}
