import type { PassErrorData } from '../../src/errors/index.js';
import { phaseOf } from '../phase.js';
import type {
  PreauthorizationContext,
  PreauthorizationOutput,
  PreauthorizationView,
} from './preauthorization.types.js';

/** The output of a flow that has ended. */
export function preauthorizationOutput({
  ended,
  decisions,
  error,
}: PreauthorizationContext): PreauthorizationOutput {
  switch (ended) {
    case 'done':
      return { phase: ended, decisions };
    case 'needs_authentication':
      return { phase: ended, error: error as PassErrorData };
    default:
      return { phase: 'cancelled' };
  }
}

/** What to render for a state of `preauthorizationMachine`. A pure function, also of a stored snapshot. */
export function preauthorizationView({
  value,
  context,
}: {
  readonly value: unknown;
  readonly context: PreauthorizationContext;
}): PreauthorizationView {
  if (context.ended) return preauthorizationOutput(context);
  const phase = phaseOf(value);
  return phase === 'failed'
    ? { phase, error: context.error as PassErrorData }
    : { phase: 'preauthorizing' };
}
