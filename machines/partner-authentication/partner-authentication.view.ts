import type { PassErrorData } from '../../src/errors/index.js';
import { authenticationOutput, authenticationView } from '../authentication/authentication.view.js';
import { childSnapshot } from '../child.js';
import { phaseOf } from '../phase.js';
import type {
  PartnerAuthenticationContext,
  PartnerAuthenticationOutput,
  PartnerAuthenticationView,
} from './partner-authentication.types.js';

/** The output of a flow that has ended. */
export function partnerAuthenticationOutput(
  context: PartnerAuthenticationContext,
): PartnerAuthenticationOutput {
  const { found, session, input, output, fallback } = context;
  return output
    ? { ...output, ...(fallback && { fallback }) }
    : authenticationOutput({ found, session, parameters: input });
}

interface Snapshot {
  readonly value: unknown;
  readonly context: PartnerAuthenticationContext;
  readonly children: Readonly<Record<string, unknown>>;
}

/** What to render for a state of `partnerAuthenticationMachine`. A pure function, also of a stored snapshot. */
export function partnerAuthenticationView({
  value,
  context,
  children,
}: Snapshot): PartnerAuthenticationView {
  const { error, fallback } = context;
  const phase = phaseOf(value);
  switch (phase) {
    case 'authentication': {
      const snapshot = childSnapshot(children, phase);
      if (!snapshot) return { phase: 'creating', ...(fallback && { fallback }) };
      const view = authenticationView(snapshot as Parameters<typeof authenticationView>[0]);
      return { ...view, ...(fallback && { fallback }) };
    }
    case 'failed':
      return { phase, error: error as PassErrorData };
    case 'authorize':
    case 'cancelled':
      return partnerAuthenticationOutput(context);
    case 'creating':
    case 'partner_profile':
      return { phase };
    default:
      return { phase: 'status' };
  }
}
