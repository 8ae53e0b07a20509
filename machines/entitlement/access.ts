import type { Session } from '../../src/protocol/session.js';
import type {
  AuthenticationContext,
  AuthenticationOutput,
  AuthorizeReason,
  FoundProfile,
} from '../authentication/index.js';
import type { PartnerAuthenticationContext } from '../partner-authentication/index.js';
import { phaseOf } from '../phase.js';
import type { Access, EntitlementContext, RememberedMvpd } from './entitlement.types.js';

/** Why no login was needed where a profile is there already. */
function reasonOf(type: string): AuthorizeReason {
  if (type === 'degraded' || type === 'temporary') return type;
  return type.endsWith('SSO') ? 'authenticatedSSO' : 'authenticated';
}

/** What a profile, or the end of a sign-in, makes of a viewer. */
export function accessOf(
  { mvpd, marks, plays }: EntitlementContext,
  found: FoundProfile | (AuthenticationOutput & { phase: 'authorize' }),
) {
  const { profile = null } = found;
  const reason = 'reason' in found ? found.reason : reasonOf(found.profile.type);
  const isSame = mvpd?.id === found.mvpd;
  const now: RememberedMvpd = isSame ? mvpd : { id: found.mvpd };
  const access: Access = { mvpd: now, reason, profile };
  return {
    access,
    mvpd: now,
    // Another viewer may have signed in, or another rule decides.
    marks: isSame && reason === 'authenticated' ? marks : {},
    marksError: null,
    plays: plays.filter(({ output }) => output?.phase !== 'needs_authentication'),
    error: null,
    outcomes: [],
  };
}

interface PartnerSnapshot {
  readonly context: PartnerAuthenticationContext;
  readonly children: Readonly<
    Record<
      string,
      | { getSnapshot(): { readonly value: unknown; readonly context: AuthenticationContext } }
      | undefined
    >
  >;
}

/**
 * The session of a partner sign-in that goes on as a basic one and lacks nothing but the MVPD, which is
 * to be chosen here; and the provider that the partner has named.
 */
export function handedOver(
  event: unknown,
): { session: Session; platformMappingId: string | null } | undefined {
  const { context, children } = (event as { snapshot: PartnerSnapshot }).snapshot;
  const basic = children['authentication']?.getSnapshot();
  if (!basic || phaseOf(basic.value) !== 'resume') return undefined;
  const { session } = basic.context;
  if (!session?.missingParameters.includes('mvpd')) return undefined;
  return { session, platformMappingId: context.status?.frameworkProviderInfo?.id ?? null };
}
