import {
  createSimulator,
  type Simulator,
  type SimulatorOptions,
} from '../../src/simulator/index.js';

/** JSON that a test looks into, and which may be anything as long as it has not. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any;

export const deviceId = 'ba23d141-d715-561c-94f4-e9e4c966b1eb';
export const deviceHeader = 'fingerprint YmEyM2QxNDEtZDcxNS01NjFjLTk0ZjQtZTllNGM5NjZiMWVi';
export const deviceInfo = btoa(
  JSON.stringify({ model: 'AppleTV', version: '5,3', osName: 'tvOS', osVersion: '11.0' }),
);
export const allParameters = {
  mvpd: 'Cablevision',
  domainName: 'adobe.com',
  redirectUrl: 'https://adobe.com/back?a=1',
};

/** What came back. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Json;
}

export interface Harness {
  readonly simulator: Simulator;
  readonly clock: { now: number };
  /** The three headers that most V2 calls need. */
  readonly headers: Record<string, string>;
  call(
    method: string,
    path: string,
    init?: RequestInit & { form?: Record<string, string> },
  ): Promise<Reply>;
  /** E4. */
  create(form?: Record<string, string>): Promise<Json>;
  /** E5. */
  resume(code: string, form?: Record<string, string>): Promise<Reply>;
  /** E10. */
  poll(code: string, headers?: Record<string, string>): Promise<Reply>;
  /** E9. */
  profile(mvpd: string, headers?: Record<string, string>): Promise<Reply>;
  /** E13 or E14. */
  decide(
    kind: 'preauthorize' | 'authorize',
    mvpd: string,
    resources: unknown,
    headers?: Record<string, string>,
  ): Promise<Reply>;
  /** E15. */
  logout(mvpd: string, headers?: Record<string, string>): Promise<Reply>;
  /** The headers of a freshly registered client on some device. */
  client(device?: string): Record<string, string>;
}

/** A simulator with a clock that stands still, no throttling, and a client that has a token. */
export function harness(options: SimulatorOptions = {}): Harness {
  const clock = { now: 1_733_735_289_035 };
  const simulator = createSimulator({ now: () => clock.now, throttle: false, ...options });
  const client = (device = deviceId) => ({
    authorization: `Bearer ${simulator.issueToken()}`,
    'ap-device-identifier': `fingerprint ${btoa(device)}`,
    'x-device-info': deviceInfo,
  });
  const headers = client();
  const { authorization } = headers;
  const call: Harness['call'] = async (method, path, { form, ...init } = {}) => {
    const body = form ? new URLSearchParams(form) : init.body;
    const response = await simulator.fetch(path, {
      redirect: 'manual',
      ...init,
      method,
      headers: init.headers ?? headers,
      ...(body !== undefined && { body }),
    });
    return read(response);
  };
  return {
    simulator,
    clock,
    headers,
    call,
    client,
    create: async (form = {}) => (await call('POST', '/api/v2/REF30/sessions', { form })).json,
    resume: (code, form = {}) =>
      call('POST', `/api/v2/REF30/sessions/${code}`, { form, headers: { authorization } }),
    poll: (code, extra = {}) =>
      call('GET', `/api/v2/REF30/profiles/code/${code}`, { headers: { authorization, ...extra } }),
    profile: (mvpd, extra = {}) =>
      call('GET', `/api/v2/REF30/profiles/${mvpd}`, { headers: { ...headers, ...extra } }),
    decide: (kind, mvpd, resources, extra = {}) =>
      call('POST', `/api/v2/REF30/decisions/${kind}/${mvpd}`, {
        headers: { ...headers, 'content-type': 'application/json', ...extra },
        body: JSON.stringify({ resources }),
      }),
    logout: (mvpd, extra = {}) =>
      call('GET', `/api/v2/REF30/logout/${mvpd}?redirectUrl=https%3A%2F%2Fadobe.com`, {
        headers: { ...headers, ...extra },
      }),
  };
}

export async function read(response: Response): Promise<Reply> {
  const text = await response.text();
  let json: Json = {};
  if (text && response.headers.get('content-type')?.includes('json')) json = JSON.parse(text);
  return { status: response.status, headers: response.headers, text, json };
}

/** AP-Partner-Framework-Status for a viewer who has granted access. */
export function partnerStatus(
  id: string | undefined,
  {
    accessStatus = 'granted',
    expirationDate = '2025430636000',
  }: { accessStatus?: string; expirationDate?: unknown } = {},
): string {
  return btoa(
    JSON.stringify({
      frameworkPermissionInfo: { accessStatus },
      frameworkProviderInfo: id === undefined ? {} : { id, expirationDate },
    }),
  );
}

/** A signed token of some person, such as an identity service or a platform gives out. */
export function identityToken(sub: string, claims: Record<string, unknown> = {}): string {
  const part = (value: unknown) =>
    btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return `${part({ alg: 'RS256' })}.${part({ sub, ...claims })}.c2lnbmF0dXJl`;
}
