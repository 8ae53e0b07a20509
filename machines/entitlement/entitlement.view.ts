import type { PassErrorData } from '../../src/errors/index.js';
import { authenticationView } from '../authentication/authentication.view.js';
import { authorizationView } from '../authorization/authorization.view.js';
import { childSnapshot } from '../child.js';
import type { LogoutView } from '../logout/index.js';
import { logoutView } from '../logout/logout.view.js';
import type { PartnerAuthenticationView } from '../partner-authentication/index.js';
import { partnerAuthenticationView } from '../partner-authentication/partner-authentication.view.js';
import { isIn, phaseOf } from '../phase.js';
import type {
  EntitlementCommonView,
  EntitlementContext,
  EntitlementView,
  MarkRequest,
  MarkRequestView,
  PlayRequest,
  PlayView,
} from './entitlement.types.js';

interface Snapshot {
  readonly value: unknown;
  readonly context: EntitlementContext;
  readonly children: Readonly<Record<string, unknown>>;
}

function playView({ resource, mvpd, id, output }: PlayRequest, { children }: Snapshot): PlayView {
  if (output) return { resource, mvpd: mvpd ?? '', ...output };
  if (mvpd === null) return { resource, phase: 'waiting' };
  const child = childSnapshot(children, id) as Parameters<typeof authorizationView>[0] | undefined;
  return { resource, mvpd, ...(child ? authorizationView(child) : { phase: 'authorizing' }) };
}

const markRequestView = ({ mvpd, resources, error }: MarkRequest): MarkRequestView =>
  error
    ? { mvpd, resources, phase: 'failed', error }
    : { mvpd, resources, phase: 'preauthorizing' };

function commonView(snapshot: Snapshot): EntitlementCommonView {
  const { access, temporary, plays, marks, markRequests } = snapshot.context;
  const failed = markRequests.filter(({ error }) => error !== null);
  const last = failed[failed.length - 1]?.error;
  return {
    ...(access && { access }),
    ...(temporary && { temporary }),
    plays: plays.map((play) => playView(play, snapshot)),
    marks,
    preauthorizing: failed.length < markRequests.length,
    ...(markRequests.length > 0 && { markRequests: markRequests.map(markRequestView) }),
    ...(last && { preauthorizationError: last }),
  };
}

function signInView({ value, children, context }: Snapshot): PartnerAuthenticationView {
  const child = childSnapshot(children, 'authentication');
  if (!child) return { phase: 'creating' };
  if (isIn(value, 'authenticatingWithPartner'))
    return partnerAuthenticationView(child as Parameters<typeof partnerAuthenticationView>[0]);
  const { fallback } = context;
  const view = authenticationView(child as Parameters<typeof authenticationView>[0]);
  return { ...view, ...(fallback && { fallback }) };
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
  const { viewer } = snapshot.value as { readonly viewer: unknown };
  const known = mvpd && { mvpd };
  const why = error && { error };
  switch (phaseOf(viewer)) {
    case 'signedOut':
      return isIn(viewer, 'confirming')
        ? { ...common, phase: 'confirming', mvpd: mvpd!, ...why }
        : { ...common, phase: 'unauthenticated', outcomes, ...why };
    case 'signingIn':
      if (isIn(viewer, 'choosing')) return { ...common, phase: 'choosing', mvpds, ...why };
      if (isIn(viewer, 'fetchingConfiguration'))
        return { ...common, phase: 'fetchingConfiguration' };
      return {
        ...common,
        phase: 'authenticating',
        ...known,
        authentication: signInView(snapshot),
      };
    case 'authenticated':
      return {
        ...common,
        phase: 'authenticated',
        access: access!,
        confirmed: isIn(viewer, 'confirmed'),
      };
    case 'signingOut': {
      const logout: LogoutView = isIn(viewer, 'forgetting')
        ? { phase: 'done', outcomes }
        : signOutView(snapshot);
      return { ...common, phase: 'loggingOut', logout };
    }
    case 'failed':
      return { ...common, phase: 'failed', error: error as PassErrorData };
    default:
      if (isIn(viewer, 'selectingProfile'))
        return { ...common, phase: 'selectingProfile', profiles };
      return isIn(viewer, 'checking')
        ? { ...common, phase: 'checking', ...known }
        : { ...common, phase: 'restoring' };
  }
}
