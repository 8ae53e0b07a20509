import type { AnyActor, AnyStateMachine } from 'xstate';
import {
  authenticationMachine,
  authenticationServices,
  type AuthenticationView,
  authenticationView,
  authorizationMachine,
  authorizationServices,
  authorizationView,
  entitlementMachine,
  entitlementServices,
  type EntitlementServicesOptions,
  type EntitlementView,
  entitlementView,
  logoutMachine,
  logoutServices,
  type LogoutView,
  logoutView,
  partnerAuthenticationMachine,
  partnerAuthenticationServices,
  type PartnerAuthenticationView,
  partnerAuthenticationView,
  type PartnerFramework,
  preauthorizationMachine,
  preauthorizationServices,
  preauthorizationView,
  secondScreenMachine,
  secondScreenServices,
  type SecondScreenView,
  secondScreenView,
  tempPassResetMachine,
  tempPassResetServices,
  tempPassResetView,
} from '../../src/index.js';
import { subscribed } from './flows.js';
import { codeOfTelevision, phoneOf } from './second-screen.js';
import { after, slowWorld, type SlowWorld } from './slow-world.js';
import { parameters } from './world.js';

export type SentEvent = { readonly type: string } & Readonly<Record<string, unknown>>;

/** A flow of any machine, what a person does at each of its views, and where it ends. */
export interface Story {
  readonly name: string;
  readonly world?: () => SlowWorld;
  readonly machine: (made: SlowWorld) => AnyStateMachine;
  readonly input: object;
  readonly view: (snapshot: never) => { readonly phase: string };
  /** What a person does when this is shown, if anything. */
  readonly act?: (
    view: never,
    made: SlowWorld,
  ) => SentEvent | undefined | Promise<SentEvent | undefined>;
  /** Where it is over. Default: where the flow is. */
  readonly isOver?: (view: never) => boolean;
  /** What its last view has. */
  readonly ends: { readonly phase: string; readonly [member: string]: unknown };
}

/** Time for what an app's own function does, in milliseconds. */
const OWN = 40;

/** The viewer logs in with the code that is shown, once. */
async function logIn({ code }: { readonly code: string }, { simulator }: SlowWorld) {
  if (simulator.session(code)?.status !== 'open') return undefined;
  await simulator.viewer.signIn({ code });
  return { type: 'userAgent.returned' };
}

/** What a viewer does in a sign-in. */
const signIn = (view: AuthenticationView | PartnerAuthenticationView, made: SlowWorld) => {
  if (view.phase === 'resume') return { type: 'parameters.provided', ...parameters };
  return view.phase === 'authenticate' ? logIn(view, made) : undefined;
};

const signOut = ({ phase }: LogoutView) => {
  if (phase === 'logout') return { type: 'userAgent.returned' };
  return phase === 'partner_logout' ? { type: 'partnerLogout.confirmed' } : undefined;
};

/** A server whose viewer has these profiles, and may watch this. */
const subscriber =
  (permits = ['one', 'two'], type?: 'appleSSO', ...others: readonly string[]) =>
  () => {
    const made = slowWorld();
    for (const mvpd of ['Cablevision', ...others])
      made.simulator.profiles.add({ mvpd, ...(type && { type }) });
    if (others.length > 0) made.simulator.logoutTogether('Cablevision', ...others);
    made.simulator.mvpd({ id: 'Cablevision', permits });
    return made;
  };

const slowFramework = (framework: Partial<PartnerFramework> = {}): PartnerFramework => ({
  status: (call) => after(OWN, () => (framework.status ?? subscribed.status)(call)),
  authenticate: (request, call) =>
    after(OWN, () => (framework.authenticate ?? subscribed.authenticate)(request, call)),
});

const verifyMediaToken =
  ({ simulator }: SlowWorld) =>
  (token: string, { resource }: { readonly resource: string }) =>
    after(OWN, () => simulator.verifyMediaToken(token, resource) === 'VALID_TOKEN');

const partner = (framework?: Partial<PartnerFramework>) => ({
  machine: ({ client }: SlowWorld) =>
    partnerAuthenticationMachine.provide({
      actors: partnerAuthenticationServices(client, { partnerFramework: slowFramework(framework) }),
    }),
  input: { ...parameters, screen: 'primary' },
  view: partnerAuthenticationView,
  act: signIn,
});

const authentication = (input: object) => ({
  machine: ({ client }: SlowWorld) =>
    authenticationMachine.provide({ actors: authenticationServices(client) }),
  input,
  view: authenticationView,
  act: signIn,
});

const logout = {
  machine: ({ client }: SlowWorld) => logoutMachine.provide({ actors: logoutServices(client) }),
  input: { mvpd: 'Cablevision', redirectUrl: parameters.redirectUrl },
  view: logoutView,
  act: signOut,
};

const playing = (isVerified = false) => ({
  machine: (made: SlowWorld) =>
    authorizationMachine.provide({
      actors: authorizationServices(
        made.client,
        isVerified ? { verifyMediaToken: verifyMediaToken(made) } : {},
      ),
    }),
  input: { mvpd: 'Cablevision', resource: 'one' },
  view: authorizationView,
});

const marks = {
  machine: ({ client }: SlowWorld) =>
    preauthorizationMachine.provide({ actors: preauthorizationServices(client) }),
  input: { mvpd: 'Cablevision', resources: ['one', 'two', 'three'] },
  view: preauthorizationView,
};

const reset = (deviceId: string) => ({
  machine: ({ client }: SlowWorld) =>
    tempPassResetMachine.provide({ actors: tempPassResetServices(client) }),
  input: { mvpd: 'TempPass_TEST40', deviceId },
  view: tempPassResetView,
});

const entitlement = (
  input: object = {},
  options: (made: SlowWorld) => EntitlementServicesOptions = () => ({}),
) => ({
  machine: (made: SlowWorld) =>
    entitlementMachine.provide({ actors: entitlementServices(made.client, options(made)) }),
  input: {
    screen: 'primary',
    domainName: parameters.domainName,
    redirectUrl: parameters.redirectUrl,
    ...input,
  },
  view: entitlementView,
});

/** What a viewer does who wants to be signed in. */
function getIn(view: EntitlementView, made: SlowWorld) {
  switch (view.phase) {
    case 'unauthenticated':
      return { type: 'authenticate' };
    case 'choosing':
      return { type: 'mvpd.selected', mvpd: 'Cablevision' };
    case 'authenticating':
      return signIn(view.authentication, made);
    default:
      return undefined;
  }
}

const phoneOpens = { ...parameters, redirectUrl: 'https://phone.example' };

/** For all machines together, every state in which a service runs, and most of the others. */
export const stories: readonly Story[] = [
  {
    name: 'a login on a primary screen, with parameters that come later',
    ...authentication({
      screen: 'primary',
      domainName: parameters.domainName,
      redirectUrl: parameters.redirectUrl,
    }),
    ends: { phase: 'authorize', mvpd: 'Cablevision', reason: 'login' },
  },
  {
    name: 'a login with a second screen, which takes some polls',
    ...authentication({ ...parameters, screen: 'secondary' }),
    act: async (view: AuthenticationView, made: SlowWorld) => {
      const polls = made.requests.filter(({ path }) => path.includes('/profiles/code/'));
      return view.phase === 'authenticate' && polls.length > 2 ? logIn(view, made) : undefined;
    },
    ends: { phase: 'authorize', mvpd: 'Cablevision', reason: 'login' },
  },
  {
    name: 'a login whose user agent is closed first',
    ...authentication({ ...parameters, screen: 'primary' }),
    act: async (view: AuthenticationView, made: SlowWorld) => {
      if (view.phase !== 'authenticate') return undefined;
      return made.times('E10').length === 0 ? { type: 'userAgent.closed' } : logIn(view, made);
    },
    ends: { phase: 'authorize', mvpd: 'Cablevision', reason: 'login' },
  },
  {
    name: 'a sign-in that needs no login',
    world: subscriber(),
    ...authentication({ ...parameters, screen: 'primary' }),
    ends: { phase: 'authorize', mvpd: 'Cablevision', reason: 'authenticated' },
  },
  {
    name: 'a partner login',
    ...partner(),
    ends: { phase: 'authorize', mvpd: 'Cablevision', profile: { type: 'appleSSO' } },
  },
  {
    name: 'a partner login that falls back',
    world: () => slowWorld({ partner: { fallback: 'configuration_fallback' } }),
    ...partner(),
    ends: { phase: 'authorize', reason: 'login', fallback: { reason: 'configuration_fallback' } },
  },
  {
    name: 'a partner login that the framework declines',
    ...partner({ authenticate: async () => ({ samlResponse: null }) }),
    ends: { phase: 'authorize', fallback: { reason: 'saml_response_not_present' } },
  },
  {
    name: 'the page on a phone',
    machine: ({ clientWith }) =>
      secondScreenMachine.provide({ actors: secondScreenServices(phoneOf({ clientWith })) }),
    input: {},
    view: secondScreenView,
    act: async (view: SecondScreenView, made: SlowWorld) => {
      switch (view.phase) {
        case 'enteringCode':
          return { type: 'code.entered', code: await codeOfTelevision(televisionOf(made)) };
        case 'selecting':
          return { type: 'parameters.provided', ...phoneOpens };
        // The first time, the viewer gives up.
        case 'opening':
          return { type: 'userAgent.closed' };
        case 'unfinished':
          await made.simulator.viewer.signIn({ code: view.code });
          return { type: 'userAgent.returned' };
        default:
          return undefined;
      }
    },
    ends: { phase: 'success', mvpd: 'Cablevision', type: 'regular' },
  },
  {
    name: 'a logout',
    world: subscriber(),
    ...logout,
    ends: {
      phase: 'done',
      outcomes: [{ mvpd: 'Cablevision', actionName: 'logout', carriedOut: true }],
    },
  },
  {
    name: 'a logout of two MVPDs',
    world: subscriber([], undefined, 'Dish'),
    ...logout,
    ends: { phase: 'done', outcomes: [{ carriedOut: true }, { carriedOut: true }] },
  },
  {
    name: 'a logout where there is no profile',
    world: () => slowWorld(),
    ...logout,
    ends: {
      phase: 'done',
      outcomes: [{ mvpd: 'Cablevision', actionName: 'invalid', carriedOut: true }],
    },
  },
  {
    name: 'a partner logout',
    world: subscriber([], 'appleSSO'),
    ...logout,
    ends: { phase: 'done', outcomes: [{ actionName: 'partner_logout', carriedOut: true }] },
  },
  {
    name: 'a play request',
    world: subscriber(),
    ...playing(),
    ends: { phase: 'permitted', mvpd: 'Cablevision', resource: 'one', verified: false },
  },
  {
    name: 'a play request that a backend verifies',
    world: subscriber(),
    ...playing(true),
    ends: { phase: 'permitted', mvpd: 'Cablevision', resource: 'one', verified: true },
  },
  {
    name: 'a play request that is denied',
    world: subscriber([]),
    ...playing(),
    ends: { phase: 'denied', error: { code: 'authorization_denied_by_mvpd' } },
  },
  {
    name: 'the marks of a list',
    world: subscriber(),
    ...marks,
    ends: {
      phase: 'done',
      decisions: [{ permitted: true }, { permitted: true }, { permitted: false }],
    },
  },
  {
    name: 'a TempPass reset of all devices',
    ...reset('all'),
    act: ({ phase }: { phase: string }) =>
      phase === 'confirming' ? { type: 'reset.confirmed' } : undefined,
    ends: { phase: 'done' },
  },
  {
    name: 'a TempPass reset that has to register anew',
    world: () => {
      const made = slowWorld({}, { registers: true });
      made.simulator.faults.add({ endpoint: 'E16', status: 403, body: '' });
      return made;
    },
    ...reset('a-device'),
    ends: { phase: 'done' },
  },
  {
    name: 'a first start, a sign-in with a choice, plays, marks, and a sign-out',
    world: () => {
      const made = slowWorld({}, { registers: true });
      made.simulator.mvpd({ id: 'Cablevision', permits: ['one'] });
      return made;
    },
    ...entitlement({}, (made) => ({
      verifyMediaToken: verifyMediaToken(made),
      choices: (mvpds) => after(OWN, () => mvpds),
    })),
    act: (view: EntitlementView, made: SlowWorld) => {
      if (view.phase === 'loggingOut') return signOut(view.logout);
      if (view.phase !== 'authenticated')
        return made.times('E15').length > 0 ? undefined : getIn(view, made);
      const marked = Object.keys(view.marks).length === 2;
      if (!marked && !view.preauthorizing)
        return { type: 'preauthorize', resources: ['one', 'two'] };
      const [play] = view.plays;
      if (!play) return { type: 'play', resource: 'one' };
      return marked && play.phase === 'permitted' ? { type: 'logout' } : undefined;
    },
    isOver: ({ phase, ...view }: EntitlementView) =>
      phase === 'unauthenticated' && 'outcomes' in view && view.outcomes.length > 0,
    ends: {
      phase: 'unauthenticated',
      plays: [],
      marks: {},
      outcomes: [{ mvpd: 'Cablevision', actionName: 'logout', carriedOut: true }],
    },
  },
  {
    name: 'the profile is asked for again while a play and marks are in flight',
    world: subscriber(),
    ...entitlement(),
    act: (view: EntitlementView, made: SlowWorld) => {
      if (view.phase !== 'authenticated') return undefined;
      if (view.plays.length === 0) return { type: 'play', resource: 'one' };
      const isMarked = Object.keys(view.marks).length > 0;
      if (!isMarked && !view.preauthorizing)
        return { type: 'preauthorize', resources: ['one', 'three'] };
      return made.times('E9').length + made.times('E8').length === 1
        ? { type: 'profile.check' }
        : undefined;
    },
    isOver: ({ phase, plays, marks: found }: EntitlementView) =>
      phase === 'authenticated' &&
      plays[0]?.phase === 'permitted' &&
      Object.keys(found).length === 2,
    ends: {
      phase: 'authenticated',
      access: { mvpd: { id: 'Cablevision' }, reason: 'authenticated' },
      plays: [{ resource: 'one', phase: 'permitted' }],
      marks: { one: { permitted: true }, three: { permitted: false } },
    },
  },
  {
    name: 'a sign-in with the partner',
    ...entitlement({ partner: 'Apple' }, () => ({ partnerFramework: slowFramework() })),
    act: getIn,
    isOver: ({ phase }: EntitlementView) => phase === 'authenticated',
    ends: { phase: 'authenticated', access: { profile: { type: 'appleSSO' } } },
  },
  {
    name: 'a sign-in with a partner that names no provider',
    ...entitlement({ partner: 'Apple' }, () => ({
      partnerFramework: slowFramework({
        status: async () => ({
          frameworkPermissionInfo: { accessStatus: 'denied' },
          frameworkProviderInfo: {},
        }),
      }),
    })),
    act: getIn,
    isOver: ({ phase }: EntitlementView) => phase === 'authenticated',
    ends: { phase: 'authenticated', access: { mvpd: { id: 'Cablevision' }, reason: 'login' } },
  },
  {
    name: 'a sign-in whose provider is chosen on another screen',
    ...entitlement({ screen: 'secondary', choice: 'elsewhere' }),
    act: async (view: EntitlementView, { simulator }: SlowWorld) => {
      if (view.phase === 'unauthenticated') return { type: 'authenticate' };
      if (view.phase !== 'authenticating' || view.authentication.phase !== 'resume')
        return undefined;
      const { code } = view.authentication;
      if (simulator.session(code)?.status === 'open')
        await simulator.viewer.signIn({ code, mvpd: 'Dish' });
      return undefined;
    },
    isOver: ({ phase }: EntitlementView) => phase === 'authenticated',
    ends: { phase: 'authenticated', access: { mvpd: { id: 'Dish' }, reason: 'login' } },
  },
];

/** The television beside the phone; it answers at once. */
const televisionOf = ({ simulator, clientWith, pass }: SlowWorld) => ({
  client: clientWith({ fetch: simulator.fetch }),
  pass,
});

/** Who runs a story. */
export interface Stage {
  readonly flow: () => AnyActor;
  readonly send: (event: SentEvent) => void | Promise<void>;
  /** Goes on to the next timer. */
  readonly advance: () => Promise<void>;
}

/** What became of a story. */
export interface Told {
  readonly last: unknown;
  /** Each view in turn. */
  readonly views: ReadonlyArray<{ readonly phase: string }>;
  /** Where the flow and its requests stood at each step. */
  readonly standing: readonly string[];
}

/**
 * What the last view of a story has whose flow was stopped, and went on: a request may have gone out
 * twice, and its first answer be lost.
 */
export function endsAgain({ ends }: Story, { requests }: SlowWorld, last: unknown): object {
  const wasGivenUp = (part: string) =>
    requests.some(({ path, stage }) => path.includes(part) && stage.startsWith('given up'));
  // The partner's profile may be there: then no login is needed.
  if (wasGivenUp('/profiles/sso/')) return { phase: ends.phase };
  if (!ends['outcomes']) return ends;
  const { outcomes } = last as {
    outcomes: ReadonlyArray<{ readonly actionName: string; readonly carriedOut: boolean }>;
  };
  return {
    outcomes: outcomes.map(({ actionName, carriedOut }) =>
      actionName === 'invalid' && !carriedOut
        ? { carriedOut, answerLost: true }
        : { carriedOut: true },
    ),
  };
}

/** The steps of a story at which its flow and its requests stand where they have not stood before. */
export const moments = ({ standing: at }: Told): readonly number[] =>
  at.flatMap((place, step) => (at.indexOf(place) === step ? [step] : []));

interface Standing {
  readonly value?: unknown;
  readonly status: string;
  readonly children?: Readonly<Record<string, { getSnapshot(): Standing } | undefined>>;
}

/** Where a flow stands, down to its innermost actor. */
const standing = ({ value, status, children = {} }: Standing): unknown => [
  value,
  status,
  Object.entries(children).map(([id, child]) => [
    id.replace(/\d+\./, ''),
    child && standing(child.getSnapshot()),
  ]),
];

/** How far the requests are; a check is like another one. */
const requestsOf = ({ requests }: SlowWorld) => [
  ...new Set(requests.map(({ path, stage }) => `${path} ${stage}`)),
];

/** More than any story takes. */
const MOST_STEPS = 400;

/**
 * Tells a story to its end: time goes on by itself, and a person acts on what is shown.
 *
 * @param disturb Does something to the flow, before a step.
 * @throws Error where nothing happens any more, and the story is not over
 */
export async function tell(
  story: Story,
  made: SlowWorld,
  { flow, send, advance }: Stage,
  disturb: (step: number) => Promise<void> | undefined = () => undefined,
): Promise<Told> {
  const views: Array<{ phase: string }> = [];
  const at: string[] = [];
  let shown = '';
  for (let step = 0; step < MOST_STEPS; step += 1) {
    await disturb(step);
    const snapshot = flow().getSnapshot() as Standing;
    at.push(JSON.stringify([standing(snapshot), requestsOf(made)]));
    const view = story.view(snapshot as never);
    const words = JSON.stringify(view);
    if (words !== JSON.stringify(views.at(-1))) views.push(view);
    const answers = made.requests.filter(({ stage }) => stage === 'answered').length;
    const isNew = `${words} ${answers}` !== shown;
    shown = `${words} ${answers}`;
    if (story.isOver ? story.isOver(view as never) : snapshot.status !== 'active')
      return { last: view, views, standing: at };
    const event = isNew ? await story.act?.(view as never, made) : undefined;
    if (event) await send(event);
    else await advance();
  }
  throw new Error(`comes to no end: ${views.map(({ phase }) => phase).join(', ')}`);
}
