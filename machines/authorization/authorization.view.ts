import type { PassErrorData } from '../../src/errors/index.js';
import { phaseOf } from '../phase.js';
import type {
  AuthorizationContext,
  AuthorizationOutput,
  AuthorizationPermit,
  AuthorizationView,
} from './authorization.types.js';

/** The output of a flow that has ended. */
export function authorizationOutput(context: AuthorizationContext): AuthorizationOutput {
  const { mvpd, resource, ended } = context;
  const error = context.error as PassErrorData;
  switch (ended) {
    case 'permitted': {
      const { ticket, verify, source, notAfter } = context.permit as AuthorizationPermit;
      return {
        phase: ended,
        mvpd,
        resource,
        ...(verify ? { verified: true } : { verified: false, ticket }),
        ...(source !== undefined && { source }),
        ...(notAfter !== undefined && { notAfter }),
        ...(source === 'temppass' && notAfter !== undefined && { stopAt: notAfter }),
      };
    }
    case 'denied':
    case 'needs_authentication':
    case 'temporary_access_over':
      return { phase: ended, error };
    case 'rejected':
      return { phase: ended };
    default:
      return { phase: 'cancelled' };
  }
}

/** What to render for a state of `authorizationMachine`. A pure function, also of a stored snapshot. */
export function authorizationView({
  value,
  context,
}: {
  readonly value: unknown;
  readonly context: AuthorizationContext;
}): AuthorizationView {
  const phase = phaseOf(value);
  switch (phase) {
    case 'verifying':
      return { phase };
    case 'failed':
      return { phase, error: context.error as PassErrorData };
    default:
      return context.ended ? authorizationOutput(context) : { phase: 'authorizing' };
  }
}
