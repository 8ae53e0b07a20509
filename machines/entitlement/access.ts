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
  const access: Access = { mvpd: now, reason, profile };
  // Another viewer may have signed in, or another rule decides.
  const isSameViewer =
    isSame && reason !== 'login' && former?.profile?.type === found.profile?.type;
  return {
    access,
    mvpd: now,
    marks: isSameViewer || (isSame && reason === 'authenticated') ? marks : {},
    plays: plays.filter(({ output }) => output?.phase !== 'needs_authentication'),
    error: null,
    outcomes: [],
  };
}
