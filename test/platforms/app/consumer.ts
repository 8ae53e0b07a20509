// Compiled, not run: what `any` in the place of a type would let pass.
import {
  type AuthenticationEvent,
  type AuthenticationInput,
  authenticationMachine,
  type AuthenticationOutput,
  type authenticationView,
  type AuthenticationView,
  type AuthorizationEvent,
  type AuthorizationInput,
  authorizationMachine,
  type authorizationView,
  type AuthorizationView,
  createPassClient,
  createSession,
  type EntitlementEvent,
  type EntitlementInput,
  entitlementMachine,
  entitlementServices,
  entitlementView,
  type EntitlementView,
  type LogoutEvent,
  type LogoutInput,
  logoutMachine,
  type logoutView,
  type LogoutView,
  type PartnerAuthenticationEvent,
  type PartnerAuthenticationInput,
  partnerAuthenticationMachine,
  type partnerAuthenticationView,
  type PartnerAuthenticationView,
  type PassClient,
  type PreauthorizationEvent,
  type PreauthorizationInput,
  preauthorizationMachine,
  type preauthorizationView,
  type PreauthorizationView,
  restoreActor,
  type SecondScreenEvent,
  type SecondScreenInput,
  secondScreenMachine,
  type secondScreenView,
  type SecondScreenView,
  type Session,
  type TempPassResetEvent,
  type TempPassResetInput,
  tempPassResetMachine,
  type tempPassResetView,
  type TempPassResetView,
} from 'tve-auth-flow';
import type { conformanceRules } from 'tve-auth-flow/conformance';
import { createInspection, recorderSink } from 'tve-auth-flow/inspect';
import { createSimulator, type Simulator } from 'tve-auth-flow/simulator';
import {
  type ActorRefFrom,
  createActor,
  type EventFromLogic,
  type InputFrom,
  type OutputFrom,
  type SnapshotFrom,
} from 'xstate';

// oxlint-disable typescript/no-unnecessary-type-parameters -- It compares types as they are, `any` inside too.
type Exact<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type IsAny<T> = 0 extends 1 & T ? true : false;

declare function exact<A, B>(same: Exact<A, B>): void;

// ---- no machine is `any` ----
// An error in a declaration is an `any` that agrees with every `exact` below, and complains of nothing.
// @ts-expect-error no input of this machine
createActor(authenticationMachine, { input: 1 });
// @ts-expect-error no input of this machine
createActor(authorizationMachine, { input: 1 });
// @ts-expect-error no input of this machine
createActor(entitlementMachine, { input: 1 });
// @ts-expect-error no input of this machine
createActor(logoutMachine, { input: 1 });
// @ts-expect-error no input of this machine
createActor(partnerAuthenticationMachine, { input: 1 });
// @ts-expect-error no input of this machine
createActor(preauthorizationMachine, { input: 1 });
// @ts-expect-error no input of this machine
createActor(secondScreenMachine, { input: 1 });
// @ts-expect-error no input of this machine
createActor(tempPassResetMachine, { input: 1 });

// ---- nor what it is made of ----
exact<InputFrom<typeof authenticationMachine>, AuthenticationInput>(true);
exact<InputFrom<typeof authorizationMachine>, AuthorizationInput>(true);
exact<InputFrom<typeof entitlementMachine>, EntitlementInput>(true);
exact<InputFrom<typeof logoutMachine>, LogoutInput>(true);
exact<InputFrom<typeof partnerAuthenticationMachine>, PartnerAuthenticationInput>(true);
exact<InputFrom<typeof preauthorizationMachine>, PreauthorizationInput>(true);
exact<InputFrom<typeof secondScreenMachine>, SecondScreenInput>(true);
exact<InputFrom<typeof tempPassResetMachine>, TempPassResetInput>(true);
exact<EventFromLogic<typeof authenticationMachine>, AuthenticationEvent>(true);
exact<EventFromLogic<typeof authorizationMachine>, AuthorizationEvent>(true);
// What its own actors tell has an id.
exact<Exclude<EventFromLogic<typeof entitlementMachine>, { id: string }>, EntitlementEvent>(true);
exact<EventFromLogic<typeof logoutMachine>, LogoutEvent>(true);
exact<EventFromLogic<typeof partnerAuthenticationMachine>, PartnerAuthenticationEvent>(true);
exact<EventFromLogic<typeof preauthorizationMachine>, PreauthorizationEvent>(true);
exact<EventFromLogic<typeof secondScreenMachine>, SecondScreenEvent>(true);
exact<EventFromLogic<typeof tempPassResetMachine>, TempPassResetEvent>(true);
exact<OutputFrom<typeof authenticationMachine>, AuthenticationOutput>(true);
exact<IsAny<SnapshotFrom<typeof entitlementMachine>['context']>, false>(true);
exact<IsAny<SnapshotFrom<typeof entitlementMachine>['value']>, false>(true);
exact<IsAny<ActorRefFrom<typeof entitlementMachine>>, false>(true);

// ---- views ----
exact<ReturnType<typeof authenticationView>, AuthenticationView>(true);
exact<ReturnType<typeof authorizationView>, AuthorizationView>(true);
exact<ReturnType<typeof entitlementView>, EntitlementView>(true);
exact<ReturnType<typeof logoutView>, LogoutView>(true);
exact<ReturnType<typeof partnerAuthenticationView>, PartnerAuthenticationView>(true);
exact<ReturnType<typeof preauthorizationView>, PreauthorizationView>(true);
exact<ReturnType<typeof secondScreenView>, SecondScreenView>(true);
exact<ReturnType<typeof tempPassResetView>, TempPassResetView>(true);

// ---- an app ----
const simulator: Simulator = createSimulator();
const client = createPassClient({
  environment: 'release-staging',
  serviceProvider: 'REF30',
  softwareStatement: 'from-your-TVE-dashboard',
  device: { id: 'ba23d141-d715-561c' },
  fetch: simulator.fetch,
});
exact<typeof client, PassClient>(true);
const session: Promise<Session> = createSession(client);
exact<IsAny<Awaited<typeof session>['code']>, false>(true);

const inspect = createInspection({ sinks: [recorderSink()] });
const machine = entitlementMachine.provide({ actors: entitlementServices(client) });
const input = { screen: 'primary', redirectUrl: 'https://adobe.com' } as const;
const app = createActor(machine, { input, inspect });
app.send({ type: 'authenticate', mvpd: 'Cablevision' });
// @ts-expect-error there is no such event
app.send({ type: 'logIn' });
// @ts-expect-error a choice names an MVPD
app.send({ type: 'mvpd.selected' });
// @ts-expect-error there is no such screen
createActor(machine, { input: { ...input, screen: 'third' } });
// @ts-expect-error an input is needed
createActor(machine);
// @ts-expect-error these are no services
entitlementMachine.provide({ actors: { checkProfile: 1 } });

const view = entitlementView(app.getSnapshot());
if (view.phase === 'authenticating' && view.authentication.phase === 'authenticate') {
  exact<typeof view.authentication.code, string>(true);
  exact<typeof view.authentication.expiresAt, number>(true);
}
// @ts-expect-error a code is not in every phase
exact<typeof view.authentication.code, string>(true);

const restored = restoreActor(logoutMachine, '{}');
restored.send({ type: 'userAgent.skipped' });
// @ts-expect-error an event of another machine
restored.send({ type: 'mvpd.selected', mvpd: 'Cablevision' });
exact<IsAny<(typeof conformanceRules)[number]>, false>(true);
