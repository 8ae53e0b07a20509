import type { PassErrorData } from '../../src/errors/index.js';
import { authenticationView } from '../authentication/authentication.view.js';
import { childSnapshot } from '../child.js';
import { isIn, phaseOf } from '../phase.js';
import type {
  PartnerAuthenticationContext,
  PartnerAuthenticationOutput,
  PartnerAuthenticationView,
} from './partner-authentication.types.js';

interface Snapshot {
  readonly value: unknown;
  readonly context: PartnerAuthenticationContext;
  readonly children: Readonly<Record<string, unknown>>;
  readonly output?: unknown;
}

/** What to render for a state of `partnerAuthenticationMachine`. A pure function, also of a stored snapshot. */
export function partnerAuthenticationView({
  value,
  context,
  children,
  output,
}: Snapshot): PartnerAuthenticationView {
  const { error } = context;
  if (isIn(value, 'failed')) return { phase: 'failed', error: error as PassErrorData };
  switch (phaseOf(value)) {
    case 'basic': {
      const fallback = context.fallback && { fallback: context.fallback };
      const snapshot = childSnapshot(children, 'authentication');
      if (!snapshot) return { phase: 'creating', ...fallback };
      const view = authenticationView(snapshot as Parameters<typeof authenticationView>[0]);
      return { ...view, ...fallback };
    }
    case 'withPartner':
      if (isIn(value, 'creating')) return { phase: 'creating' };
      return { phase: isIn(value, 'partner_profile') ? 'partner_profile' : 'status' };
    default:
      return output as PartnerAuthenticationOutput;
  }
}
