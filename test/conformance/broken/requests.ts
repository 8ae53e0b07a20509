import { type Breakage, inWorld, type Outgoing, withHand, withOptions } from './support.js';

const isOf = (endpoint: string) => (request: Outgoing) => request.endpoint === endpoint;

/** Sends another call before some. */
const before = (endpoint: RegExp, path: string, method = 'GET') =>
  withHand(() => async (request, send) => {
    if (endpoint.test(request.endpoint)) {
      const { 'content-type': _, ...headers } = request.headers;
      const url = new URL(path, request.url).href;
      await send({ endpoint: 'unknown', url, method, headers });
    }
    return send(request);
  });

/** Sends some twice. */
const twice = (endpoint: string) =>
  withHand(() => async (request, send) => {
    if (request.endpoint === endpoint) await send(request);
    return send(request);
  });

/** Sends a request again as long as its answer is such. */
const again = (isSo: (response: Response, text: string) => boolean, most: number) =>
  withHand(() => async (request, send) => {
    for (let left = most; ; left--) {
      const response = await send(request);
      if (left === 0 || !isSo(response, await response.clone().text())) return response;
    }
  });

/** Sends the first registration once more before some calls. */
const registering = (endpoint: string) =>
  withHand(() => {
    let first: Outgoing | undefined;
    let seen = 0;
    return async (request, send) => {
      if (isOf('E1')(request)) first ??= request;
      if (request.endpoint === endpoint && seen++ > 0 && first) await send(first);
      return send(request);
    };
  });

/** Goes on asking what it once asked, on a timer of its own. */
const ghost = (every: number) =>
  withHand(() => {
    let isOut = false;
    return (request, send) => {
      if (isOf('E10')(request) && !isOut) {
        isOut = true;
        setInterval(() => void send(request), every);
      }
      return send(request);
    };
  });

const form = (endpoint: string, change: (form: URLSearchParams) => void) =>
  withHand(() => (request, send) => {
    if (request.endpoint !== endpoint) return send(request);
    const fields = new URLSearchParams(request.body);
    change(fields);
    return send({ ...request, body: fields.toString() });
  });

/** What is sent too often, too early, or in place of something else. */
export const brokenRequests: readonly Breakage[] = [
  {
    title: 'registers anew in place of a token request',
    seenBy: 'token-renewed-with-credentials',
    integration: registering('E2'),
  },
  {
    title: 'gets a token for every call',
    seenBy: 'token-shared',
    integration: withHand(() => {
      let token: Outgoing | undefined;
      return async (request, send) => {
        if (isOf('E2')(request)) token = request;
        else if (token) await send(token);
        return send(request);
      };
    }),
  },
  {
    title: 'gets a token twice where one is due',
    seenBy: 'token-single-flight',
    integration: twice('E2'),
  },
  {
    title: 'never looks at the life of a token',
    seenBy: 'token-renewed-in-time',
    integration: withOptions(() => {
      const start = Date.now();
      return { client: { now: () => start } };
    }),
  },
  {
    title: 'takes a 401 for an answer',
    seenBy: 'token-refreshed-after-401',
    integration: withHand(() => async (request, send) => {
      const response = await send(request);
      return response.status === 401 ? new Response('{}', { status: 403 }) : response;
    }),
  },
  {
    title: 'repeats a call after a 401 with the same token',
    seenBy: 'token-refreshed-after-401',
    integration: again(({ status }) => status === 401, 2),
  },
  {
    title: 'repeats a call without an end after a 401',
    seenBy: 'token-401-bounded',
    integration: again(({ status }) => status === 401, Infinity),
  },
  {
    title: 'forgets its credentials when it is closed',
    seenBy: 'registration-once',
    integration: inWorld(() => {
      const kept = new Map<string, string>();
      return {
        storage: {
          getItem: (key) => kept.get(key) ?? null,
          setItem: (key, value) => void kept.set(key, value),
          removeItem: (key) => void kept.delete(key),
        },
      };
    }),
  },
  {
    title: 'forgets the MVPD when it is closed',
    seenBy: 'profiles-returning',
    integration: inWorld(({ storage }) => ({
      storage: {
        ...storage,
        getItem: (key) => (key.endsWith(':viewer') ? null : storage.getItem(key)),
      },
    })),
  },
  {
    title: 'repeats a registration at once after a 429',
    seenBy: 'registration-throttled',
    integration: again(({ status }) => status === 429, 1),
  },
  {
    title: 'fetches the configuration at the start',
    seenBy: 'configuration-not-when-signed-in',
    integration: before(/^E[89]$/, '/api/v2/REF30/configuration'),
  },
  {
    title: 'fetches the configuration before the profiles',
    seenBy: 'configuration-after-profiles',
    integration: before(/^E8$/, '/api/v2/REF30/configuration'),
  },
  {
    title: 'fetches the configuration to confirm the remembered MVPD',
    seenBy: 'configuration-not-to-confirm',
    integration: before(/^E4$/, '/api/v2/REF30/configuration'),
  },
  {
    title: 'fetches the configuration for a temporary access',
    seenBy: 'configuration-not-for-temporary-access',
    integration: before(/^E14$/, '/api/v2/REF30/configuration'),
  },
  {
    title: 'fetches the configuration for each choice',
    seenBy: 'configuration-cached',
    integration: twice('E3'),
  },
  {
    title: 'keeps the configuration for ever',
    seenBy: 'configuration-cached',
    integration: withHand(() => {
      let kept: string | undefined;
      return async (request, send) => {
        if (!isOf('E3')(request)) return send(request);
        kept ??= await (await send(request)).text();
        return new Response(kept);
      };
    }),
  },
  {
    title: 'offers temporary accesses among the TV providers',
    seenBy: 'configuration-choice',
    integration: withOptions(() => ({ services: { choices: (mvpds) => mvpds } })),
  },
  {
    title: 'creates a session without redirectUrl',
    seenBy: 'session-parameters',
    integration: form('E4', (fields) => fields.delete('redirectUrl')),
  },
  {
    title: 'encodes the redirectUrl of a session twice',
    seenBy: 'session-parameters',
    integration: form('E4', (fields) =>
      fields.set('redirectUrl', encodeURIComponent(fields.get('redirectUrl') ?? '')),
    ),
  },
  {
    title: 'creates each session twice',
    seenBy: 'session-parameters',
    integration: twice('E4'),
  },
  {
    title: 'creates another session where the answer was lost',
    seenBy: 'errors-session-not-repeated',
    integration: withHand(() => async (request, send) => {
      if (!isOf('E4')(request)) return send(request);
      for (let left = 2; ; left--) {
        try {
          await send(request);
        } catch (error) {
          if (left === 0) throw error;
        }
      }
    }),
  },
  {
    title: 'sends each poll twice on a primary screen',
    seenBy: 'polling-interval-primary',
    integration: twice('E10'),
  },
  {
    title: 'sends each poll twice on a secondary screen',
    seenBy: 'polling-interval-secondary',
    integration: twice('E10'),
  },
  {
    title: 'polls every second',
    seenBy: 'polling-interval-secondary',
    integration: ghost(1000),
  },
  {
    title: 'polls after it has a profile, on a primary screen',
    seenBy: 'polling-success-primary',
    integration: ghost(5000),
  },
  {
    title: 'polls after it has a profile, on a secondary screen',
    seenBy: 'polling-success-secondary',
    integration: ghost(5000),
  },
  {
    title: 'polls after the code has expired, on a primary screen',
    seenBy: 'polling-expiry-primary',
    integration: ghost(5000),
  },
  {
    title: 'polls after the code has expired, on a secondary screen',
    seenBy: 'polling-expiry-secondary',
    integration: ghost(5000),
  },
  {
    title: 'polls after the server has said that the session is over',
    seenBy: 'session-invalid',
    integration: ghost(5000),
  },
  {
    title: 'polls for a code that was replaced, on a primary screen',
    seenBy: 'polling-new-code-primary',
    integration: ghost(5000),
  },
  {
    title: 'polls for a code that was replaced, on a secondary screen',
    seenBy: 'polling-new-code-secondary',
    integration: ghost(5000),
  },
  {
    title: 'polls all profiles',
    seenBy: 'polling-endpoint',
    integration: before(/^E10$/, '/api/v2/REF30/profiles'),
  },
  {
    title: 'polls again at once after a 429',
    seenBy: 'polling-throttled',
    integration: again(({ status }) => status === 429, 1),
  },
  {
    title: 'polls again at once after a failure',
    seenBy: 'polling-faults',
    integration: again(({ status }) => status === 503, 1),
  },
  {
    title: 'checks with the partner profile',
    seenBy: 'profiles-first-launch',
    integration: before(/^E8$/, '/api/v2/REF30/profiles/sso/Apple', 'POST'),
  },
  {
    title: 'asks for all profiles where one MVPD is remembered',
    seenBy: 'profiles-returning',
    integration: withHand(
      () => (request, send) =>
        send(
          isOf('E9')(request)
            ? { ...request, url: request.url.replace(/\/profiles\/.*/, '/profiles') }
            : request,
        ),
    ),
  },
  {
    title: 'asks again for the profile of an MVPD that is gone',
    seenBy: 'configuration-integration-gone',
    integration: again(({ status }) => status === 400, 2),
  },
  {
    title: 'encodes the redirectUrl of a logout twice',
    seenBy: 'logout-redirect-url',
    integration: withHand(
      () => (request, send) =>
        send(
          isOf('E15')(request) ? { ...request, url: request.url.replaceAll('%', '%25') } : request,
        ),
    ),
  },
  {
    title: 'encodes the SAML response twice',
    seenBy: 'partner-sign-in',
    integration: form('E12', (fields) =>
      fields.set('SAMLResponse', `${encodeURIComponent(fields.get('SAMLResponse') ?? '')}%3D`),
    ),
  },
  {
    title: 'names more resources in a list than one request takes',
    seenBy: 'preauthorization-limit',
    integration: withHand(() => (request, send) => {
      if (!isOf('E13')(request)) return send(request);
      const { resources } = JSON.parse(request.body ?? '') as { resources: string[] };
      const more = [...resources, 'one', 'two', 'three'];
      return send({ ...request, body: JSON.stringify({ resources: more }) });
    }),
  },
  {
    title: 'resends the whole of a list',
    seenBy: 'preauthorization-retries-items',
    integration: withHand(() => {
      let first: string | undefined;
      return (request, send) => {
        if (!isOf('E13')(request)) return send(request);
        first ??= request.body;
        return send({ ...request, ...(first !== undefined && { body: first }) });
      };
    }),
  },
  {
    title: 'repeats a list without an end',
    seenBy: 'preauthorization-retry-bounded',
    integration: withOptions(() => ({ client: { retry: { limit: 1000, delay: 100 } } })),
  },
  {
    title: 'repeats a denied list',
    seenBy: 'preauthorization-denial',
    integration: again((_, text) => /"preauthorization_denied_by_mvpd"/.test(text), 1),
  },
  {
    title: 'asks for marks again where the profile has expired',
    seenBy: 'preauthorization-profile-ended',
    integration: again((_, text) => /authenticated_profile_expired/.test(text), 1),
  },
  {
    title: 'keeps no permits of a list',
    seenBy: 'preauthorization-permits-kept',
    integration: withOptions(() => ({
      services: { permits: { of: () => ({ has: () => false, add: () => {} }), clear: () => {} } },
    })),
  },
  {
    title: 'repeats a denied play request',
    seenBy: 'authorization-denial',
    integration: again((_, text) => /"authorization_denied_by_mvpd"/.test(text), 1),
  },
  {
    title: 'repeats a play request without a wait',
    seenBy: 'authorization-retry',
    integration: again((_, text) => /"network_received_error"/.test(text), 1),
  },
  {
    title: 'repeats a play request ten times',
    seenBy: 'authorization-retry-bounded',
    integration: withOptions(() => ({ client: { retry: { limit: 10 } } })),
  },
  {
    title: 'repeats a play request where the viewer has to sign in',
    seenBy: 'profile-missing',
    integration: again((_, text) => /authenticated_profile_missing/.test(text), 1),
  },
  {
    title: 'repeats a play request whose error nobody knows',
    seenBy: 'authorization-unknown-code',
    integration: again((_, text) => /umbrella/.test(text), 2),
  },
  {
    title: 'repeats a play request that is wrong',
    seenBy: 'errors-bad-request',
    integration: again(({ status }) => status === 400, 1),
  },
  {
    title: 'repeats a play request at once after a 429',
    seenBy: 'errors-throttled',
    integration: again(({ status }) => status === 429, 1),
  },
  {
    title: 'goes on with other calls after a 429',
    seenBy: 'errors-throttled-all',
    integration: withHand(() => async (request, send) => {
      const response = await send(request);
      if (response.status === 429) {
        const { endpoint, headers } = request;
        const url = new URL('/api/v2/REF30/profiles', request.url).href;
        await send({ endpoint, url, headers, method: 'GET' });
      }
      return response;
    }),
  },
  {
    title: 'repeats a throttled request without an end',
    seenBy: 'errors-throttled-bounded',
    integration: withOptions(() => ({ client: { retry: { limit: 1000 } } })),
  },
  {
    title: 'repeats a request without an end or a wait where the server fails',
    seenBy: 'errors-server',
    integration: again(({ status }) => status === 500, Infinity),
  },
  {
    title: 'repeats its first request for hours where the server fails',
    seenBy: 'errors-start',
    integration: withOptions(() => ({ client: { retry: { limit: 1000 } } })),
  },
  {
    title: 'takes refused credentials for a failure of the server',
    seenBy: 'registration-invalid-client',
    integration: withHand(() => async (request, send) => {
      const response = await send(request);
      const isRefused = isOf('E2')(request) && response.status === 400;
      return isRefused ? new Response('', { status: 500 }) : response;
    }),
  },
  {
    title: 'asks another MVPD for decisions than that of the profile',
    seenBy: 'profiles-several',
    integration: withHand(
      () => (request, send) => send({ ...request, url: request.url.replace(/Spectrum$/, 'Dish') }),
    ),
  },
  {
    title: 'takes a profile of an unknown type for an error',
    seenBy: 'profiles-unknown-values',
    integration: withHand(() => async (request, send) => {
      const response = await send(request);
      const isUnknown = (await response.clone().text()).includes('holographic');
      return isUnknown ? new Response('{}') : response;
    }),
  },
  {
    title: 'signs out a second time',
    seenBy: 'logout-invalid',
    integration: twice('E15'),
  },
  {
    title: 'repeats a request ten times where the connection breaks off',
    seenBy: 'errors-network',
    integration: withOptions(() => ({ client: { retry: { limit: 10, delay: 10 } } })),
  },
  {
    title: 'repeats what a degradation rule denies',
    seenBy: 'degraded-denial',
    integration: again((_, text) => /denied_by_degradation_rule/.test(text), 1),
  },
  {
    title: 'signs out of a temporary access',
    seenBy: 'temporary-beside-regular',
    integration: before(
      /^E4$/,
      '/api/v2/REF30/logout/TempPass_TEST40?redirectUrl=https%3A%2F%2Fapp.example',
    ),
  },
  {
    title: 'creates a partner profile whatever the partner session says',
    seenBy: 'partner-not-configured',
    integration: before(/^E11$/, '/api/v2/REF30/profiles/sso/Apple', 'POST'),
  },
];
