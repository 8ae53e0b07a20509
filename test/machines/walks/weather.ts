import fc from 'fast-check';
import type { Fault, SimulatorOptions } from '../../../src/simulator/index.js';

type Endpoint = NonNullable<Fault['endpoint']>;

/** What may go wrong with any request. */
const faults: readonly Fault[] = [
  { cut: 'before' },
  { cut: 'after' },
  { truncate: true },
  { html: true },
  { html: true, status: 403 },
  { body: '' },
  { body: 'null' },
  { body: '[]' },
  { body: {} },
  { status: 302, headers: { location: 'https://evil.example/' } },
  { status: 401, body: '' },
  { status: 429 },
  { status: 429, headers: { 'retry-after': '5' } },
  { status: 429, headers: { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' } },
  { status: 500, body: '<h1>Oops' },
  { status: 503 },
  { status: 404 },
  { delay: 700 },
  { delay: 4000 },
  { delay: 14_000, cut: 'after' },
  { delay: 40_000 },
  { code: 'internal_server_error' },
  { code: 'invalid_integration' },
  { code: 'invalid_parameter_mvpd' },
  { code: 'invalid_parameter_code' },
  { code: 'invalid_authentication_session' },
  { code: 'invalid_access_token_client_application' },
  { code: 'network_received_error' },
  { code: 'maximum_execution_time_exceeded' },
  { code: 'authenticated_profile_expired' },
  { code: 'authenticated_profile_missing' },
  { code: 'authorization_denied_by_mvpd' },
  { code: 'temporary_access_duration_limit_exceeded' },
  { code: 'invalid_configuration_platform' },
  { code: 'too_many_resources' },
  { code: 'invented_by_adobe_next_year', status: 403 },
  { status: 400, body: { error: 'invalid_client' } },
  { status: 400, body: { error: 'invalid_software_statement' } },
  { status: 200, body: { actionName: 'dance', actionType: 'sing', reasonType: 'none' } },
  { status: 200, body: { actionName: 'authenticate', code: 'X', url: 'javascript:alert(1)' } },
  { status: 200, body: { profiles: {} } },
  { status: 200, body: { profiles: { A: null } } },
  { status: 200, body: { decisions: [] } },
  { status: 200, body: { decisions: [{ resource: 'one', authorized: true }] } },
  { status: 200, body: { logouts: {} } },
  { status: 200, body: { logouts: { A: { actionName: 'dance', mvpd: 'A' } } } },
  { status: 200, body: { logouts: { A: { actionName: 'logout', url: '//evil.example' } } } },
];

const general: readonly Endpoint[] = ['E1', 'E2'];

/** Bad weather: something that goes wrong with the next requests, or with those to one endpoint. */
export const weather = (endpoints: readonly Endpoint[]): fc.Arbitrary<Fault> =>
  fc
    .record({
      fault: fc.constantFrom(...faults),
      endpoint: fc.constantFrom(undefined, ...general, ...endpoints, ...endpoints),
      times: fc.constantFrom(1, 1, 1, 2, 4),
      after: fc.constantFrom(0, 0, 0, 1),
    })
    .map(({ fault, endpoint, times, after }) => ({
      ...fault,
      ...(endpoint && { endpoint }),
      times,
      after,
    }));

/** The server that a walk meets, and who the viewer is to it. */
export interface Surroundings {
  readonly throttle: boolean;
  readonly renewCodeOnResume: boolean;
  /** Seconds. */
  readonly tokenLife: number;
  /** Milliseconds. */
  readonly codeLife: number;
  /** Milliseconds. */
  readonly profileLife: number;
  /** Whether the client sends identities of single sign-on and of a temporary access. */
  readonly identities: boolean;
}

export const surroundings: fc.Arbitrary<Surroundings> = fc.record({
  throttle: fc.boolean(),
  renewCodeOnResume: fc.boolean(),
  tokenLife: fc.constantFrom(21_600, 20),
  codeLife: fc.constantFrom(60_000, 1_800_000),
  profileLife: fc.constantFrom(2_592_000_000, 120_000),
  identities: fc.boolean(),
});

export const serverOf = ({
  throttle,
  renewCodeOnResume,
  tokenLife,
  codeLife,
  profileLife,
}: Surroundings): SimulatorOptions => ({
  renewCodeOnResume,
  tokenLife,
  codeLife,
  profileLife,
  maxEntries: 10_000,
  ...(!throttle && { throttle: false }),
});
