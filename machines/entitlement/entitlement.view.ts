import type { PassErrorData } from '../../src/errors/index.js';
import { authenticationView } from '../authentication/authentication.view.js';
import { authorizationView } from '../authorization/authorization.view.js';
import { childSnapshot } from '../child.js';
import type { LogoutView } from '../logout/index.js';
import { logoutView } from '../logout/logout.view.js';
import type { PartnerAuthenticationView } from '../partner-authentication/index.js';
import { partnerAuthenticationView } from '../partner-authentication/partner-authentication.view.js';
import { phaseOf } from '../phase.js';
import type {
  EntitlementCommonView,
  EntitlementContext,
  EntitlementView,
  PlayRequest,
  PlayView,
} from './entitlement.types.js';

interface Snapshot {
  readonly value: unknown;
  readonly context: EntitlementContext;
  readonly children: Readonly<Record<string, unknown>>;
}

function playView({ resource, mvpd, id, output }: PlayRequest, { children }: Snapshot): PlayView {
  const child = childSnapshot(children, id) as Parameters<typeof authorizationView>[0] | undefined;
  const view = output ?? (child ? authorizationView(child) : { phase: 'authorizing' });
  return { resource, mvpd, ...view };
}

function commonView(snapshot: Snapshot): EntitlementCommonView {
  const { access, temporary, plays, marks, marksError, preauthorizations } = snapshot.context;
  return {
    ...(access && { access }),
    ...(temporary && { temporary }),
    plays: plays.map((play) => playView(play, snapshot)),
    marks,
    preauthorizing: preauthorizations.length > 0,
    ...(marksError && { preauthorizationError: marksError }),
  };
}

function signInView({ value, children }: Snapshot): PartnerAuthenticationView {
  const child = childSnapshot(children, 'authentication');
  if (!child) return { phase: 'creating' };
  return phaseOf(value) === 'authenticating'
    ? authenticationView(child as Parameters<typeof authenticationView>[0])
    : partnerAuthenticationView(child as Parameters<typeof partnerAuthenticationView>[0]);
}

function signOutView({ children }: Snapshot): LogoutView {
  const child = childSnapshot(children, 'logout');
  return child ? logoutView(child as Parameters<typeof logoutView>[0]) : { phase: 'initiating' };
}

/** What to render for a state of `entitlementMachine`. A pure function, also of a stored snapshot. */
export function entitlementView(snapshot: Snapshot): EntitlementView {
  const { context } = snapshot;
  const { mvpd, access, error, profiles, mvpds, outcomes } = context;
  const common = commonView(snapshot);
  const phase = phaseOf(snapshot.value);
  const known = mvpd && { mvpd };
  const why = error && { error };
  switch (phase) {
    case 'checking':
      return { ...common, phase, ...known };
    case 'selectingProfile':
      return { ...common, phase, profiles };
    case 'unauthenticated':
      return { ...common, phase, outcomes, ...why };
    case 'confirming':
      return { ...common, phase, mvpd: mvpd!, ...why };
    case 'choosing':
      return { ...common, phase, mvpds };
    case 'authenticating':
    case 'authenticatingWithPartner':
      return { ...common, phase: 'authenticating', ...known, authentication: signInView(snapshot) };
    case 'authenticated':
      return { ...common, phase, access: access! };
    case 'loggingOut':
      return { ...common, phase, logout: signOutView(snapshot) };
    case 'forgetting':
      return { ...common, phase: 'loggingOut', logout: { phase: 'done', outcomes } };
    case 'failed':
      return { ...common, phase, error: error as PassErrorData };
    default:
      return { ...common, phase: phase as 'restoring' | 'fetchingConfiguration' };
  }
}
