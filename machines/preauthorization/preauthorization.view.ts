import type { PassErrorData } from '../../src/errors/index.js';
import { phaseOf } from '../phase.js';
import type {
  PreauthorizationContext,
  PreauthorizationOutput,
  PreauthorizationView,
} from './preauthorization.types.js';

/** What to render for a state of `preauthorizationMachine`. A pure function, also of a stored snapshot. */
export function preauthorizationView({
  value,
  context,
  output,
}: {
  readonly value: unknown;
  readonly context: PreauthorizationContext;
  readonly output?: unknown;
}): PreauthorizationView {
  const phase = phaseOf(value);
  switch (phase) {
    case 'preauthorizing':
      return { phase };
    case 'failed':
      return { phase, error: context.error as PassErrorData };
    default:
      return output as PreauthorizationOutput;
  }
}
