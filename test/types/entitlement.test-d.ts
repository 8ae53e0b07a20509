import { expectTypeOf } from 'vitest';
import { type ActorRefFrom, createActor, type InputFrom } from 'xstate';
import {
  type Access,
  type AuthenticationView,
  authenticationView,
  type EntitlementEvent,
  type EntitlementInput,
  entitlementMachine,
  entitlementServices,
  entitlementView,
  type EntitlementView,
  type LogoutOutcome,
  type LogoutView,
  type MediaToken,
  type Mvpd,
  type MvpdChoice,
  partnerProviders,
  type PartnerFramework,
  type PartnerProvider,
  type PassClient,
  type PassErrorData,
  type Preauthorization,
  type Profile,
  type RememberedMvpd,
  takeMediaToken,
} from '../../src/index.js';

declare const client: PassClient;
declare const partnerFramework: PartnerFramework;

// ---- input ----
expectTypeOf<InputFrom<typeof entitlementMachine>>().toEqualTypeOf<EntitlementInput>();
const app = createActor(entitlementMachine, {
  input: { screen: 'secondary', redirectUrl: 'https://adobe.com', choice: 'elsewhere' },
});
// @ts-expect-error the user agent has to end up somewhere, also after a logout
createActor(entitlementMachine, { input: { screen: 'primary' } });
createActor(entitlementMachine, {
  // @ts-expect-error the MVPD is remembered, chosen or named with an event
  input: { screen: 'primary', redirectUrl: 'https://adobe.com', mvpd: 'Cablevision' },
});

// ---- events ----
// What its own actors tell has an id.
expectTypeOf<
  Exclude<Parameters<ActorRefFrom<typeof entitlementMachine>['send']>[0], { id: string }>
>().toEqualTypeOf<EntitlementEvent>();
app.send({ type: 'authenticate' });
app.send({ type: 'authenticate', mvpd: 'Cablevision' });
app.send({ type: 'play', resource: 'one', mvpd: 'TempPass' });
app.send({ type: 'preauthorize', resources: ['one', 'two'] });
// @ts-expect-error a choice names an MVPD
app.send({ type: 'mvpd.selected' });
// @ts-expect-error a play request is for one resource
app.send({ type: 'play', resources: ['one'] });
// @ts-expect-error a temporary access has an MVPD of its own
app.send({ type: 'temporaryAccess.start' });
// @ts-expect-error nothing is logged out by the machine itself
app.send({ type: 'logout.automatically' });

// ---- view ----
expectTypeOf<EntitlementView['phase']>().toEqualTypeOf<
  | 'restoring'
  | 'checking'
  | 'selectingProfile'
  | 'unauthenticated'
  | 'confirming'
  | 'fetchingConfiguration'
  | 'choosing'
  | 'authenticating'
  | 'authenticated'
  | 'loggingOut'
  | 'failed'
>();
const view = entitlementView(app.getSnapshot());
expectTypeOf(view.access).toEqualTypeOf<Access | undefined>();
expectTypeOf(view.marks['one']).toEqualTypeOf<Preauthorization | undefined>();
switch (view.phase) {
  case 'choosing':
    expectTypeOf(view.mvpds).toEqualTypeOf<readonly MvpdChoice[]>();
    break;
  case 'confirming':
    expectTypeOf(view.mvpd).toEqualTypeOf<RememberedMvpd>();
    expectTypeOf(view.error).toEqualTypeOf<PassErrorData | undefined>();
    break;
  case 'authenticating':
    expectTypeOf(view.authentication.phase).toEqualTypeOf<
      AuthenticationView['phase'] | 'status' | 'partner_profile' | 'handed_over'
    >();
    break;
  case 'authenticated':
    expectTypeOf(view.access).toEqualTypeOf<Access>();
    expectTypeOf(view.access.profile).toEqualTypeOf<Profile | null>();
    break;
  case 'unauthenticated':
    expectTypeOf(view.outcomes).toEqualTypeOf<readonly LogoutOutcome[]>();
    break;
  case 'loggingOut':
    expectTypeOf(view.logout).toEqualTypeOf<LogoutView>();
    break;
  default:
    // @ts-expect-error a field needs its phase
    void view.mvpds;
}
for (const play of view.plays) {
  expectTypeOf(play.resource).toEqualTypeOf<string>();
  if (play.phase === 'permitted' && !play.verified)
    expectTypeOf(takeMediaToken(client, play.ticket)).toEqualTypeOf<
      Promise<MediaToken | undefined>
    >();
  // @ts-expect-error the media token is a secret, and in no view
  void play.token;
}
// @ts-expect-error a mark is no way to play
void takeMediaToken(client, view.marks['one']);
// @ts-expect-error the view of one machine is not for the snapshot of another
authenticationView(app.getSnapshot());

// ---- services ----
entitlementMachine.provide({ actors: entitlementServices(client) });
entitlementMachine.provide({
  actors: entitlementServices(client, {
    partnerFramework,
    verifyMediaToken: async () => true,
    choices: (mvpds) => {
      expectTypeOf(mvpds).toEqualTypeOf<readonly Mvpd[]>();
      return mvpds.filter(({ isTempPass }) => !isTempPass);
    },
  }),
});
// @ts-expect-error a list of what can be chosen, not of ids
entitlementServices(client, { choices: () => ['Cablevision'] });
expectTypeOf(partnerProviders({ mvpds: [] })).toEqualTypeOf<PartnerProvider[]>();
