import { expectTypeOf } from 'vitest';
import {
  type AccessToken,
  authenticationUrl,
  type CallOptions,
  type ClientCredentials,
  createPartnerProfile,
  createPartnerSession,
  createPassClient,
  createSession,
  type Environment,
  initiateLogout,
  legacyLogout,
  type Logouts,
  type PassClient,
  type PassClientOptions,
  type PassStorage,
  profileForCode,
  type Profiles,
  registerClient,
  requestAccessToken,
  resetTempPass,
  resetTempPassForKey,
  resumeSession,
  type Session,
  sessionInformation,
  type SessionInformation,
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
expectTypeOf<PassClientOptions['storage']>().toEqualTypeOf<PassStorage | undefined>();
expectTypeOf<Map<string, string>>().not.toExtend<PassStorage>();

// ---- endpoint functions ----
expectTypeOf(createSession(client)).toEqualTypeOf<Promise<Session>>();
expectTypeOf(resumeSession(client, { code: 'AB12CDE' })).toEqualTypeOf<Promise<Session>>();
expectTypeOf(sessionInformation(client, { code: 'AB12CDE' })).toEqualTypeOf<
  Promise<SessionInformation>
>();
expectTypeOf(authenticationUrl(client, { code: 'AB12CDE' })).toEqualTypeOf<string>();
expectTypeOf(profileForCode(client, { code: 'AB12CDE' })).toEqualTypeOf<Promise<Profiles>>();
expectTypeOf(createPartnerSession(client)).toEqualTypeOf<Promise<Session>>();
expectTypeOf(createPartnerProfile(client, { samlResponse: '<x/>' })).toEqualTypeOf<
  Promise<Profiles>
>();
expectTypeOf(initiateLogout(client, { mvpd: 'a', redirectUrl: 'b' })).toEqualTypeOf<
  Promise<Logouts>
>();
expectTypeOf(resetTempPass(client, { mvpd: 'a', deviceId: 'all' })).toEqualTypeOf<Promise<void>>();
expectTypeOf(resetTempPassForKey(client, { mvpd: 'a', key: 'b' })).toEqualTypeOf<Promise<void>>();
expectTypeOf(legacyLogout(client)).toEqualTypeOf<Promise<void>>();
expectTypeOf(registerClient(client)).toEqualTypeOf<Promise<ClientCredentials>>();
declare const credentials: ClientCredentials;
expectTypeOf(requestAccessToken(client, credentials)).toEqualTypeOf<Promise<AccessToken>>();
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
