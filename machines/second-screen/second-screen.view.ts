import type { PassErrorData } from '../../src/errors/index.js';
import type { SessionParameter } from '../../src/protocol/session.js';
import { phaseOf } from '../phase.js';
import type {
  SecondScreenContext,
  SecondScreenOutput,
  SecondScreenView,
} from './second-screen.types.js';

/** The output of a flow that has ended. */
export function secondScreenOutput({
  found,
  session,
}: Pick<SecondScreenContext, 'found' | 'session'>): SecondScreenOutput {
  if (found) return { phase: 'success', ...found };
  if (session?.actionName !== 'authorize') return { phase: 'cancelled' };
  return { phase: 'authorize', mvpd: session.mvpd ?? '', reason: session.reasonType };
}

/** What the session lacks and nobody has given; all that it lacks, where giving that did not help. */
export function missingParameters({
  session,
  resumed,
  parameters,
  existingParameters,
}: Pick<
  SecondScreenContext,
  'session' | 'resumed' | 'parameters' | 'existingParameters'
>): readonly SessionParameter[] {
  const missing = session?.missingParameters ?? [];
  if (resumed) return missing;
  const known = Object.keys({ ...parameters, ...existingParameters });
  return missing.filter((name) => !known.includes(name));
}

/** What to render for a state of `secondScreenMachine`. A pure function, also of a stored snapshot. */
export function secondScreenView({
  value,
  context,
}: {
  readonly value: unknown;
  readonly context: SecondScreenContext;
}): SecondScreenView {
  const { session, device, error } = context;
  const phase = phaseOf(value);
  const problem = error && { problem: error };
  const living = {
    code: session?.code ?? context.code,
    expiresAt: session?.notAfter ?? 0,
    ...(device && { device }),
  };
  switch (phase) {
    case 'validating':
      return { phase, code: context.code };
    case 'selecting':
      return { phase, ...living, missingParameters: missingParameters(context), ...problem };
    case 'opening':
    case 'unfinished':
      return {
        phase,
        ...living,
        url: session?.url ?? '',
        ...(session?.mvpd !== undefined && { mvpd: session.mvpd }),
      };
    case 'resuming':
    case 'checking':
      return { phase };
    case 'failed':
      return { phase, error: error as PassErrorData };
    case 'success':
    case 'authorize':
    case 'cancelled':
      return secondScreenOutput(context);
    default:
      return { phase: 'enteringCode', ...problem };
  }
}
