import {
  actorOf,
  begun,
  begunAnew,
  type Fields,
  isObject,
  type Migration,
  renamed,
  type StoredActor,
  type StoredFlow,
  without,
} from './stored.js';

const within: Readonly<Record<string, string>> = {
  restoring: 'identifying',
  checking: 'identifying',
  selectingProfile: 'identifying',
  unauthenticated: 'signedOut',
  confirming: 'signedOut',
  fetchingConfiguration: 'signingIn',
  choosing: 'signingIn',
  authenticatingWithPartner: 'signingIn',
  authenticating: 'signingIn',
  loggingOut: 'signingOut',
  forgetting: 'signingOut',
};

/** Where the viewer stands. */
function placeOf({ value, context }: StoredFlow): unknown {
  if (value === 'authenticated') return { authenticated: 'confirmed' };
  if (value === 'failed') return { failed: within[String(context['step'])] };
  const outer = typeof value === 'string' ? within[value] : undefined;
  return outer === undefined ? value : { [outer]: value };
}

/** What a retry goes back to; a sign-in begins with what is known. */
function again({ value, context: { step } }: StoredFlow) {
  const outer = within[String(step)];
  if (value !== 'failed' || outer === undefined || step === 'authenticating') return {};
  const state = `entitlement.viewer.${outer}`;
  return { [`${state}.again`]: [{ id: `${state}.${String(step)}` }] };
}

const listOf = (value: unknown): readonly Fields[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

function playsOf({ context, children }: StoredFlow): unknown {
  const { plays } = context;
  if (!Array.isArray(plays)) return plays;
  const hasFailed = ({ id }: Fields) => children[String(id)]?.snapshot['value'] === 'failed';
  return plays.map((play: unknown) =>
    isObject(play) ? Object.assign({}, play, { hasFailed: hasFailed(play) }) : play,
  );
}

/** The lists that are marked, and the error of the last one that could not be, whose resources nobody knows. */
function markRequestsOf({ context, children }: StoredFlow): readonly Fields[] {
  const onTheirWay = listOf(context['preauthorizations']).map(({ mvpd, resources, id }) => {
    const of = (children[String(id)]?.snapshot['context'] ?? {}) as Fields;
    return { mvpd, resources: resources ?? of['resources'] ?? [], id, error: null };
  });
  const error = context['marksError'] ?? null;
  const failed = error === null ? [] : [{ mvpd: '', resources: [], id: 'marks-0', error }];
  return [...failed, ...onTheirWay];
}

/** A sign-in with the partner hands the basic flow over, as long as it has not begun. */
function partnerOf(actor: StoredActor): StoredActor {
  const { snapshot } = actor;
  const { context, value } = snapshot as { context: Fields; value: unknown };
  const basicFlow = isObject(value) && value['basic'] ? 'here' : 'handed over';
  return { ...actor, snapshot: { ...snapshot, context: { ...context, basicFlow } } };
}

function childrenOf(flow: StoredFlow) {
  const wait = actorOf(flow, 'waitUntil')?.snapshot['input'];
  const partner = actorOf(flow, 'partnerAuthentication');
  const others = renamed(flow, {
    restore: 'restore',
    checkProfiles: 'checkProfiles',
    configuration: 'configuration',
    remember: 'remember',
    waitUntil: 'end',
  });
  return {
    ...others,
    ...begunAnew(flow, { restore: 'restore', checkProfiles: 'checkProfiles' }),
    ...(isObject(wait) && { end: begun('waitUntil', wait) }),
    ...(partner && { authentication: partnerOf(partner) }),
  };
}

/** Lives of version 0.1.0: one state after the other, with the play requests and marks beside. */
export const entitlementOfVersion1: Migration = (flow) => ({
  ...flow,
  value: { viewer: placeOf(flow), requests: {} },
  historyValue: again(flow),
  context: {
    ...without(flow.context, 'marksError', 'preauthorizations', 'step'),
    version: 2,
    activationUrl: null,
    confirmedAt: 0,
    fallback: null,
    plays: playsOf(flow),
    markRequests: markRequestsOf(flow),
  },
  children: childrenOf(flow),
});
