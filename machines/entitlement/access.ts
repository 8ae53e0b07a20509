import type {
  AuthenticationOutput,
  AuthorizeReason,
  FoundProfile,
} from '../authentication/index.js';
import type { Access, EntitlementContext, RememberedMvpd } from './entitlement.types.js';

/** Why no login was needed where a profile is there already. */
function reasonOf(type: string): AuthorizeReason {
  if (type === 'degraded' || type === 'temporary') return type;
  return type.endsWith('SSO') ? 'authenticatedSSO' : 'authenticated';
}

/** What a profile, or the end of a sign-in, makes of a viewer. */
export function accessOf(
  { access: former, mvpd, marks, plays }: EntitlementContext,
  found: FoundProfile | (AuthenticationOutput & { phase: 'authorize' }),
): Partial<EntitlementContext> {
  const { profile = null } = found;
  const reason = 'reason' in found ? found.reason : reasonOf(found.profile.type);
  const isSame = mvpd?.id === found.mvpd;
  const now: RememberedMvpd = isSame ? mvpd : { id: found.mvpd };
  const isConfirmed = former?.mvpd.id === found.mvpd && !('reason' in found);
  const access: Access = {
    mvpd: now,
    // How they signed in stays true where the server says that they still are.
    reason: isConfirmed && former.profile?.type === profile?.type ? former.reason : reason,
    profile,
  };
  return {
    access,
    mvpd: now,
    // Another viewer may have signed in, or another rule decides.
    marks: isSame && (isConfirmed || reason === 'authenticated') ? marks : {},
    plays: plays.filter(({ output }) => output?.phase !== 'needs_authentication'),
    error: null,
    outcomes: [],
  };
}
