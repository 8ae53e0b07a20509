import { expectTypeOf } from 'vitest';
import { type ActorRefFrom, createActor, type InputFrom, type OutputFrom } from 'xstate';
import {
  authenticationMachine,
  type AuthenticationEvent,
  type AuthenticationInput,
  type AuthenticationOutput,
  authenticationServices,
  authenticationView,
  type AuthenticationView,
  type LogoutInput,
  logoutMachine,
  type LogoutOutcome,
  type LogoutOutput,
  logoutServices,
  logoutView,
  type LogoutView,
  type PartnerAuthenticationInput,
  partnerAuthenticationMachine,
  type PartnerAuthenticationOutput,
  partnerAuthenticationServices,
  partnerAuthenticationView,
  type PartnerFramework,
  type PassClient,
  type PassErrorData,
  type TempPassResetInput,
  tempPassResetMachine,
  type TempPassResetOutput,
  tempPassResetServices,
  tempPassResetView,
} from '../../src/index.js';

declare const client: PassClient;
declare const partnerFramework: PartnerFramework;

type EventOf<T extends Parameters<typeof createActor>[0]> = Parameters<ActorRefFrom<T>['send']>[0];

// ---- inputs ----
expectTypeOf<InputFrom<typeof authenticationMachine>>().toEqualTypeOf<AuthenticationInput>();
expectTypeOf<
  InputFrom<typeof partnerAuthenticationMachine>
>().toEqualTypeOf<PartnerAuthenticationInput>();
expectTypeOf<InputFrom<typeof logoutMachine>>().toEqualTypeOf<LogoutInput>();
expectTypeOf<InputFrom<typeof tempPassResetMachine>>().toEqualTypeOf<TempPassResetInput>();

createActor(authenticationMachine, { input: { screen: 'primary' } });
// @ts-expect-error a new flow needs its input
createActor(authenticationMachine);
// @ts-expect-error there are two screens
createActor(authenticationMachine, { input: { screen: 'tertiary' } });
// @ts-expect-error an unknown member is a misspelt one
createActor(authenticationMachine, { input: { screen: 'primary', redirectURL: 'https://a.b' } });
// @ts-expect-error a parameter that is not known is left out
createActor(authenticationMachine, { input: { screen: 'primary', mvpd: undefined } });
// @ts-expect-error the basic flow gets its session from the partner flow
createActor(partnerAuthenticationMachine, { input: { screen: 'primary', session: {} } });
// @ts-expect-error the user agent has to end up somewhere
createActor(logoutMachine, { input: { mvpd: 'Cablevision' } });
createActor(tempPassResetMachine, { input: { mvpd: 'TempPass', key: 'all' } });
// @ts-expect-error for a device or for a key
createActor(tempPassResetMachine, { input: { mvpd: 'TempPass' } });
// @ts-expect-error not for both
createActor(tempPassResetMachine, { input: { mvpd: 'TempPass', deviceId: 'all', key: 'all' } });

// ---- events ----
expectTypeOf<EventOf<typeof authenticationMachine>['type']>().toExtend<string>();
const authentication = createActor(authenticationMachine, { input: { screen: 'primary' } });
authentication.send({ type: 'parameters.provided', mvpd: 'Cablevision' });
authentication.send({ type: 'userAgent.returned' });
authentication.send({ type: 'userAgent.closed' });
authentication.send({ type: 'profile.check' });
authentication.send({ type: 'code.renew' });
authentication.send({ type: 'retry' });
authentication.send({ type: 'cancel' });
// @ts-expect-error no such event
authentication.send({ type: 'userAgent.skipped' });
// @ts-expect-error there is no INIT event: a flow is configured by its input
authentication.send({ type: 'INIT' });
// @ts-expect-error an event is an object
authentication.send('retry');
expectTypeOf<AuthenticationEvent['type']>().toEqualTypeOf<
  | 'parameters.provided'
  | 'userAgent.returned'
  | 'userAgent.closed'
  | 'profile.check'
  | 'code.renew'
  | 'retry'
  | 'cancel'
>();

const logout = createActor(logoutMachine, {
  input: { mvpd: 'Cablevision', redirectUrl: 'https://adobe.com' },
});
logout.send({ type: 'userAgent.returned' });
logout.send({ type: 'userAgent.skipped' });
logout.send({ type: 'partnerLogout.confirmed' });
logout.send({ type: 'retry' });
logout.send({ type: 'cancel' });
// @ts-expect-error no such event
logout.send({ type: 'code.renew' });

const reset = createActor(tempPassResetMachine, { input: { mvpd: 'TempPass', deviceId: 'all' } });
reset.send({ type: 'reset.confirmed' });
// @ts-expect-error no such event
reset.send({ type: 'reset' });

// ---- outputs ----
expectTypeOf<OutputFrom<typeof authenticationMachine>>().toEqualTypeOf<AuthenticationOutput>();
expectTypeOf<
  OutputFrom<typeof partnerAuthenticationMachine>
>().toEqualTypeOf<PartnerAuthenticationOutput>();
expectTypeOf<OutputFrom<typeof logoutMachine>>().toEqualTypeOf<LogoutOutput>();
expectTypeOf<OutputFrom<typeof tempPassResetMachine>>().toEqualTypeOf<TempPassResetOutput>();

// ---- views ----
expectTypeOf(authenticationView(authentication.getSnapshot())).toEqualTypeOf<AuthenticationView>();
expectTypeOf<AuthenticationView['phase']>().toEqualTypeOf<
  | 'creating'
  | 'resume'
  | 'resuming'
  | 'authenticate'
  | 'authorize'
  | 'expired'
  | 'failed'
  | 'cancelled'
>();
expectTypeOf<LogoutView['phase']>().toEqualTypeOf<
  'initiating' | 'logout' | 'partner_logout' | 'done' | 'failed' | 'cancelled'
>();
expectTypeOf(tempPassResetView(reset.getSnapshot()).phase).toEqualTypeOf<
  'confirming' | 'resetting' | 'failed' | 'done' | 'cancelled'
>();

const view = authenticationView(authentication.getSnapshot());
if (view.phase === 'authenticate') {
  expectTypeOf(view.url).toEqualTypeOf<string>();
  expectTypeOf(view.code).toEqualTypeOf<string>();
  expectTypeOf(view.expiresAt).toEqualTypeOf<number>();
  expectTypeOf(view.polling).toEqualTypeOf<boolean>();
  // @ts-expect-error only `resume` has it
  void view.missingParameters;
} else if (view.phase === 'resume') {
  expectTypeOf(view.missingParameters).toExtend<readonly string[]>();
  // @ts-expect-error there is no URL before the parameters are complete
  void view.url;
} else if (view.phase === 'authorize') {
  expectTypeOf(view.mvpd).toEqualTypeOf<string>();
} else if (view.phase === 'failed') {
  expectTypeOf(view.error).toEqualTypeOf<PassErrorData>();
}
// @ts-expect-error a field needs its phase
void view.code;

const logoutPhase = logoutView(logout.getSnapshot());
if (logoutPhase.phase === 'done') {
  expectTypeOf(logoutPhase.outcomes).toEqualTypeOf<readonly LogoutOutcome[]>();
}

const partner = createActor(partnerAuthenticationMachine, { input: { screen: 'secondary' } });
const partnerPhase = partnerAuthenticationView(partner.getSnapshot());
expectTypeOf(partnerPhase.phase).toEqualTypeOf<
  AuthenticationView['phase'] | 'status' | 'partner_profile'
>();
// @ts-expect-error the view of one machine is not for the snapshot of another
authenticationView(logout.getSnapshot());

// ---- services ----
authenticationMachine.provide({ actors: authenticationServices(client) });
partnerAuthenticationMachine.provide({
  actors: partnerAuthenticationServices(client, { partnerFramework }),
});
logoutMachine.provide({ actors: logoutServices(client) });
tempPassResetMachine.provide({ actors: tempPassResetServices(client) });
// @ts-expect-error the services of one machine are not for another
logoutMachine.provide({ actors: tempPassResetServices(client) });
// @ts-expect-error a partner flow needs the platform's framework
partnerAuthenticationServices(client);
