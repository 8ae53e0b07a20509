import type { PassErrorData } from '../../src/errors/index.js';
import { phaseOf } from '../phase.js';
import type {
  AuthorizationContext,
  AuthorizationOutput,
  AuthorizationView,
} from './authorization.types.js';

/** What a permit has come to. */
export function permittedOutput({
  mvpd,
  resource,
  permit,
}: AuthorizationContext): AuthorizationOutput {
  const { ticket = '', verify = false, source, notAfter } = permit ?? {};
  return {
    phase: 'permitted',
    mvpd,
    resource,
    ...(verify ? { verified: true } : { verified: false, ticket }),
    ...(source !== undefined && { source }),
    ...(notAfter !== undefined && { notAfter }),
    ...(source === 'temppass' && notAfter !== undefined && { stopAt: notAfter }),
  };
}

/** What to render for a state of `authorizationMachine`. A pure function, also of a stored snapshot. */
export function authorizationView({
  value,
  context,
  output,
}: {
  readonly value: unknown;
  readonly context: AuthorizationContext;
  readonly output?: unknown;
}): AuthorizationView {
  const phase = phaseOf(value);
  switch (phase) {
    case 'authorizing':
    case 'verifying':
      return { phase };
    case 'failed':
      return { phase, error: context.error as PassErrorData };
    default:
      return output as AuthorizationOutput;
  }
}
