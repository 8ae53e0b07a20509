import { expectTypeOf } from 'vitest';
import {
  type AccessToken,
  type Answered,
  authenticationUrl,
  authorize,
  type CallOptions,
  type ClientCredentials,
  configuration,
  type Configuration,
  createPartnerProfile,
  createPartnerSession,
  createPassClient,
  createServiceToken,
  createSession,
  type Decisions,
  type Environment,
  initiateLogout,
  legacyLogout,
  linkedDevices,
  type Logouts,
  type MediaToken,
  type Oddity,
  type PassClient,
  type PassClientOptions,
  type PassStorage,
  preauthorize,
  profileForCode,
  profileForMvpd,
  profiles,
  type Profiles,
  registerClient,
  requestAccessToken,
  resetTempPass,
  resetTempPassForKey,
  resumeSession,
  type ServiceToken,
  type Session,
  sessionInformation,
  type SessionInformation,
  type StorageError,
  unlinkDevices,
} from '../../src/client/index.js';
import { createSimulator } from '../../src/simulator/index.js';

declare const client: PassClient;
declare const signal: AbortSignal;

// ---- options ----
const least = {
  environment: 'release-staging',
  serviceProvider: 'REF30',
  device: { id: 'a' },
} as const;
createPassClient({ ...least, softwareStatement: 'a.b.c' });
createPassClient({ ...least, accessToken: () => Promise.resolve('token') });
createPassClient({
  ...least,
  environment: { origin: 'http://127.0.0.1:8080' },
  allowInsecureRequests: true,
});
createPassClient({ ...least, fetch: createSimulator().fetch, now: Date.now, retry: { limit: 0 } });
createPassClient({
  ...least,
  visitorId: () => Promise.resolve(null),
  sso: () => ({ serviceToken: 'jws' }),
});
// @ts-expect-error there is no such environment
createPassClient({ ...least, environment: 'production' });
// @ts-expect-error an environment of one's own has an origin
createPassClient({ ...least, environment: { managementOrigin: 'https://mgmt.example' } });
// @ts-expect-error without a device no session is one's own
createPassClient({ environment: 'release-staging', serviceProvider: 'REF30' });
// @ts-expect-error a device has an id
createPassClient({ ...least, device: { info: { model: 'AppleTV' } } });
// @ts-expect-error the service provider is not optional
createPassClient({ environment: 'release-staging', device: { id: 'a' } });
// @ts-expect-error a token is asked for, not given
createPassClient({ ...least, accessToken: 'token' });
// @ts-expect-error a policy is data of known names
createPassClient({ ...least, retry: { attempts: 3 } });
expectTypeOf<Environment>().toEqualTypeOf<
  'release-production' | 'release-staging' | 'prequal-production' | 'prequal-staging'
>();

// ---- storage ----
interface AsyncStorage {
  getItem(key: string): Promise<string | null>;
  setItem(key: string, value: string): Promise<void>;
  removeItem(key: string): Promise<void>;
}
expectTypeOf<Storage>().toExtend<PassStorage>();
expectTypeOf<AsyncStorage>().toExtend<PassStorage>();
expectTypeOf<PassClientOptions['storage']>().toEqualTypeOf<PassStorage | null | undefined>();
expectTypeOf<Map<string, string>>().not.toExtend<PassStorage>();

// ---- endpoint functions ----
expectTypeOf(createSession(client)).toEqualTypeOf<Promise<Answered<Session>>>();
expectTypeOf(resumeSession(client, { code: 'AB12CDE' })).toEqualTypeOf<
  Promise<Answered<Session>>
>();
expectTypeOf(sessionInformation(client, { code: 'AB12CDE' })).toEqualTypeOf<
  Promise<Answered<SessionInformation>>
>();
expectTypeOf(authenticationUrl(client, { code: 'AB12CDE' })).toEqualTypeOf<string>();
expectTypeOf(profileForCode(client, { code: 'AB12CDE' })).toEqualTypeOf<
  Promise<Answered<Profiles>>
>();
expectTypeOf(createPartnerSession(client)).toEqualTypeOf<Promise<Answered<Session>>>();
expectTypeOf(createPartnerProfile(client, { samlResponse: '<x/>' })).toEqualTypeOf<
  Promise<Answered<Profiles>>
>();
expectTypeOf(initiateLogout(client, { mvpd: 'a', redirectUrl: 'b' })).toEqualTypeOf<
  Promise<Answered<Logouts>>
>();
expectTypeOf(configuration(client)).toEqualTypeOf<Promise<Answered<Configuration>>>();
expectTypeOf(profiles(client)).toEqualTypeOf<Promise<Answered<Profiles>>>();
expectTypeOf(profileForMvpd(client, { mvpd: 'a' })).toEqualTypeOf<Promise<Answered<Profiles>>>();
expectTypeOf(authorize(client, { mvpd: 'a', resources: [] })).toEqualTypeOf<
  Promise<Answered<Decisions>>
>();
expectTypeOf(preauthorize(client, { mvpd: 'a', resources: [] })).toEqualTypeOf<
  Promise<Answered<Decisions>>
>();
expectTypeOf(createServiceToken(client, { ssoId: 'a' })).toEqualTypeOf<
  Promise<Answered<ServiceToken>>
>();
expectTypeOf(unlinkDevices(client, { serviceToken: 'a', devices: [] })).toEqualTypeOf<
  Promise<Answered<readonly string[]>>
>();
expectTypeOf(linkedDevices(client, { serviceToken: 'a' })).toEqualTypeOf<
  Promise<Answered<Readonly<Record<string, unknown>>>>
>();
expectTypeOf(resetTempPass(client, { mvpd: 'a', deviceId: 'all' })).toEqualTypeOf<Promise<void>>();
expectTypeOf(resetTempPassForKey(client, { mvpd: 'a', key: 'b' })).toEqualTypeOf<Promise<void>>();
expectTypeOf(legacyLogout(client)).toEqualTypeOf<Promise<void>>();
expectTypeOf(registerClient(client)).toEqualTypeOf<Promise<Answered<ClientCredentials>>>();
declare const credentials: ClientCredentials;
expectTypeOf(requestAccessToken(client, credentials)).toEqualTypeOf<
  Promise<Answered<AccessToken>>
>();
// @ts-expect-error a session is resumed by its code
void resumeSession(client, { mvpd: 'Cablevision' });
// @ts-expect-error the user agent has to end up somewhere
void initiateLogout(client, { mvpd: 'Cablevision' });
// @ts-expect-error all devices are never meant by leaving them out
void resetTempPass(client, { mvpd: 'TempPass' });
// @ts-expect-error there is nothing to make a profile of
void createPartnerProfile(client, { partner: 'Apple' });
// @ts-expect-error the client comes first
void createSession({ mvpd: 'Cablevision' });

/** Every endpoint function that asks the server takes a signal, and a policy for this call, at the end. */
type LastOf<T extends (...args: never) => unknown> =
  Required<Parameters<T>> extends [...unknown[], infer L] ? L : never;
expectTypeOf<
  LastOf<
    | typeof createSession
    | typeof resumeSession
    | typeof sessionInformation
    | typeof profileForCode
    | typeof createPartnerSession
    | typeof createPartnerProfile
    | typeof initiateLogout
    | typeof legacyLogout
    | typeof resetTempPass
    | typeof resetTempPassForKey
    | typeof registerClient
    | typeof requestAccessToken
  >
>().toEqualTypeOf<CallOptions>();
void createSession(client, { mvpd: 'Cablevision' }, { signal, retry: { limit: 0 } });
// @ts-expect-error the signal has a name
void createSession(client, { mvpd: 'Cablevision' }, signal);

// ---- open sets: a value that Adobe adds is no type error, and ours are known to the editor ----
declare const session: Session;
if (session.actionName === 'authenticate')
  expectTypeOf(session.url).toEqualTypeOf<string | undefined>();
expectTypeOf<'a_new_action'>().toExtend<Session['actionName']>();
expectTypeOf<'a_new_type'>().toExtend<Profiles['profiles'][string]['type']>();

// ---- what is typed is what is there: absent or of its type, never null, and nobody changes it ----
expectTypeOf(session.mvpd).toEqualTypeOf<string | undefined>();
expectTypeOf(session.notAfter).toEqualTypeOf<number | undefined>();
expectTypeOf(session.missingParameters).toExtend<readonly string[]>();
type Permit = Decisions['decisions'][number];
expectTypeOf<Permit['token']>().toEqualTypeOf<MediaToken | undefined>();
expectTypeOf<Permit['authorized']>().toEqualTypeOf<boolean>();
expectTypeOf<Profiles['profiles'][string]['notAfter']>().toEqualTypeOf<number>();
expectTypeOf<Configuration['mvpds'][number]['isTempPass']>().toEqualTypeOf<boolean>();
expectTypeOf<Answered<Session>['raw']>().toEqualTypeOf<unknown>();
// @ts-expect-error what came is not written to
session.code = 'another';
// @ts-expect-error nor are its lists
session.missingParameters.push('mvpd');
// @ts-expect-error what no schema names is under `raw` alone
void session.more;

// ---- observers ----
createPassClient({
  ...least,
  storage: null,
  forwardedFor: ['203.0.113.7', '10.0.0.1'],
  onOddity: (oddity) => expectTypeOf(oddity).toEqualTypeOf<Oddity>(),
  onStorageError: (error) => expectTypeOf(error).toEqualTypeOf<StorageError>(),
});
