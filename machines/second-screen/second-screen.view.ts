import type { PassErrorData } from '../../src/errors/index.js';
import type { SessionParameter } from '../../src/protocol/session.js';
import { isIn, phaseOf } from '../phase.js';
import type {
  SecondScreenContext,
  SecondScreenOutput,
  SecondScreenView,
} from './second-screen.types.js';

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
  output,
}: {
  readonly value: unknown;
  readonly context: SecondScreenContext;
  readonly output?: unknown;
}): SecondScreenView {
  const { code, session, device, clock, error } = context;
  const problem = error && { problem: error };
  const expiresAt = session?.notAfter ?? 0;
  const living = {
    code: session?.code ?? code,
    expiresAt,
    remaining: Math.max(expiresAt - (clock?.now ?? 0), 0),
    ...(device && { device }),
  };
  const page = {
    ...living,
    url: session?.url ?? '',
    ...(session?.mvpd !== undefined && { mvpd: session.mvpd }),
  };
  switch (phaseOf(value)) {
    case 'enteringCode':
      return { phase: 'enteringCode', ...problem };
    case 'validating':
      return { phase: 'validating', code };
    case 'withCode':
      if (isIn(value, 'selecting'))
        return {
          phase: 'selecting',
          ...living,
          missingParameters: missingParameters(context),
          ...problem,
        };
      if (isIn(value, 'opening')) return { phase: 'opening', ...page };
      if (isIn(value, 'unfinished')) return { phase: 'unfinished', ...page };
      return { phase: isIn(value, 'checking') ? 'checking' : 'resuming' };
    case 'failed':
      return { phase: 'failed', error: error as PassErrorData };
    default:
      return output as SecondScreenOutput;
  }
}
