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
  type AuthorizationInput,
  authorizationMachine,
  type AuthorizationOutput,
  authorizationServices,
  authorizationView,
  type AuthorizationView,
  type Decision,
  type LogoutInput,
  logoutMachine,
  type LogoutOutcome,
  type LogoutOutput,
  logoutServices,
  logoutView,
  type LogoutView,
  type MediaToken,
  type PartnerAuthenticationInput,
  partnerAuthenticationMachine,
  type PartnerAuthenticationOutput,
  partnerAuthenticationServices,
  partnerAuthenticationView,
  type PartnerFramework,
  type PassClient,
  type PassErrorData,
  type SecondScreenDevice,
  type SecondScreenEvent,
  type SecondScreenInput,
  secondScreenMachine,
  type SecondScreenOutput,
  secondScreenServices,
  secondScreenView,
  type SecondScreenView,
  type TempPassResetInput,
  tempPassResetMachine,
  type TempPassResetOutput,
  tempPassResetServices,
  tempPassResetView,
  permitCache,
  type Preauthorization,
  type PreauthorizationInput,
  preauthorizationMachine,
  type PreauthorizationOutput,
  preauthorizationServices,
  preauthorizationView,
  type PreauthorizationView,
  takeMediaToken,
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
expectTypeOf<InputFrom<typeof secondScreenMachine>>().toEqualTypeOf<SecondScreenInput>();
expectTypeOf<InputFrom<typeof preauthorizationMachine>>().toEqualTypeOf<PreauthorizationInput>();
expectTypeOf<InputFrom<typeof authorizationMachine>>().toEqualTypeOf<AuthorizationInput>();
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
createActor(secondScreenMachine, { input: {} });
// @ts-expect-error also where nothing is known, that is said
createActor(secondScreenMachine);
// @ts-expect-error a code that is not known is left out
createActor(secondScreenMachine, { input: { code: undefined } });
// @ts-expect-error one play request, one resource
createActor(authorizationMachine, { input: { mvpd: 'Cablevision', resource: ['one'] } });
// @ts-expect-error a list is marked for an MVPD
createActor(preauthorizationMachine, { input: { resources: ['one'] } });
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

const phone = createActor(secondScreenMachine, { input: { code: 'ABCDEFG' } });
phone.send({ type: 'code.entered', code: 'abc-defg' });
phone.send({ type: 'mvpd.selected', mvpd: 'Cablevision' });
phone.send({ type: 'parameters.provided', domainName: 'adobe.com' });
// @ts-expect-error a selection is one
phone.send({ type: 'mvpd.selected' });
// @ts-expect-error a code is text, as it was typed
phone.send({ type: 'code.entered', code: 1234567 });
// @ts-expect-error a phone does not poll
phone.send({ type: 'profile.check' });
expectTypeOf<SecondScreenEvent['type']>().toEqualTypeOf<
  | 'code.entered'
  | 'mvpd.selected'
  | 'parameters.provided'
  | 'userAgent.returned'
  | 'userAgent.closed'
  | 'retry'
  | 'cancel'
>();

const reset = createActor(tempPassResetMachine, { input: { mvpd: 'TempPass', deviceId: 'all' } });
reset.send({ type: 'reset.confirmed' });
// @ts-expect-error no such event
reset.send({ type: 'reset' });

const playback = createActor(authorizationMachine, {
  input: { mvpd: 'Cablevision', resource: 'one' },
});
playback.send({ type: 'retry' });
// @ts-expect-error nothing here plays or stops
playback.send({ type: 'stop' });
const marks = createActor(preauthorizationMachine, {
  input: { mvpd: 'Cablevision', resources: ['one'] },
});
marks.send({ type: 'cancel' });

// ---- outputs ----
expectTypeOf<OutputFrom<typeof authenticationMachine>>().toEqualTypeOf<AuthenticationOutput>();
expectTypeOf<
  OutputFrom<typeof partnerAuthenticationMachine>
>().toEqualTypeOf<PartnerAuthenticationOutput>();
expectTypeOf<OutputFrom<typeof logoutMachine>>().toEqualTypeOf<LogoutOutput>();
expectTypeOf<OutputFrom<typeof secondScreenMachine>>().toEqualTypeOf<SecondScreenOutput>();
expectTypeOf<OutputFrom<typeof preauthorizationMachine>>().toEqualTypeOf<PreauthorizationOutput>();
expectTypeOf<OutputFrom<typeof authorizationMachine>>().toEqualTypeOf<AuthorizationOutput>();
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
expectTypeOf<SecondScreenView['phase']>().toEqualTypeOf<
  | 'enteringCode'
  | 'validating'
  | 'selecting'
  | 'resuming'
  | 'opening'
  | 'checking'
  | 'unfinished'
  | 'success'
  | 'authorize'
  | 'failed'
  | 'cancelled'
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

const phoneView = secondScreenView(phone.getSnapshot());
if (phoneView.phase === 'opening') {
  expectTypeOf(phoneView.url).toEqualTypeOf<string>();
  expectTypeOf(phoneView.device).toEqualTypeOf<SecondScreenDevice | undefined>();
} else if (phoneView.phase === 'enteringCode') {
  expectTypeOf(phoneView.problem).toEqualTypeOf<PassErrorData | undefined>();
  // @ts-expect-error there is no code yet
  void phoneView.code;
}

expectTypeOf<AuthorizationView['phase']>().toEqualTypeOf<
  | 'authorizing'
  | 'verifying'
  | 'permitted'
  | 'rejected'
  | 'denied'
  | 'needs_authentication'
  | 'temporary_access_over'
  | 'failed'
  | 'cancelled'
>();
const playing = authorizationView(playback.getSnapshot());
if (playing.phase === 'permitted') {
  if (!playing.verified)
    expectTypeOf(takeMediaToken(client, playing.ticket)).toEqualTypeOf<
      Promise<MediaToken | undefined>
    >();
  // @ts-expect-error a verified token is used up
  else void playing.ticket;
  // @ts-expect-error the media token is a secret, and in no view
  void playing.token;
}
expectTypeOf<PreauthorizationView['phase']>().toEqualTypeOf<
  'preauthorizing' | 'done' | 'needs_authentication' | 'failed' | 'cancelled'
>();
const marked = preauthorizationView(marks.getSnapshot());
if (marked.phase === 'done') {
  expectTypeOf(marked.decisions).toEqualTypeOf<readonly Preauthorization[]>();
  // @ts-expect-error nothing can be played with it
  marked.decisions satisfies readonly Decision[];
}

const partner = createActor(partnerAuthenticationMachine, { input: { screen: 'secondary' } });
const partnerPhase = partnerAuthenticationView(partner.getSnapshot());
expectTypeOf(partnerPhase.phase).toEqualTypeOf<
  AuthenticationView['phase'] | 'status' | 'partner_profile' | 'handed_over'
>();
// @ts-expect-error the view of one machine is not for the snapshot of another
authenticationView(logout.getSnapshot());

// ---- services ----
authenticationMachine.provide({ actors: authenticationServices(client) });
partnerAuthenticationMachine.provide({
  actors: partnerAuthenticationServices(client, { partnerFramework }),
});
logoutMachine.provide({ actors: logoutServices(client) });
secondScreenMachine.provide({ actors: secondScreenServices(client) });
preauthorizationMachine.provide({ actors: preauthorizationServices(client) });
preauthorizationServices(client, { permits: permitCache() }).preauthorize satisfies object;
authorizationMachine.provide({ actors: authorizationServices(client) });
authorizationMachine.provide({
  actors: authorizationServices(client, {
    verifyMediaToken: async (token, { resource, mvpd, signal }) =>
      [token, resource, mvpd].every(Boolean) && !signal.aborted,
  }),
});
// @ts-expect-error a backend says yes or no
authorizationServices(client, { verifyMediaToken: async () => 'VALID_TOKEN' });
// @ts-expect-error marks are no way to play
authorizationMachine.provide({ actors: preauthorizationServices(client) });
tempPassResetMachine.provide({ actors: tempPassResetServices(client) });
// @ts-expect-error the services of one machine are not for another
logoutMachine.provide({ actors: tempPassResetServices(client) });
// @ts-expect-error a partner flow needs the platform's framework
partnerAuthenticationServices(client);
