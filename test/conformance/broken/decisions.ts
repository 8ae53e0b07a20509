import { type Breakage, withHand, withOptions } from './support.js';
import { isOf, again } from './tools.js';

/** Marks, play requests, and answers that are none. */
export const brokenDecisions: readonly Breakage[] = [
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
      services: {
        permits: {
          of: () => ({ flights: new Map(), has: () => false, add: () => {} }),
          clear: () => {},
        },
      },
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
    title: 'repeats a request ten times where the connection breaks off',
    seenBy: 'errors-network',
    integration: withOptions(() => ({ client: { retry: { limit: 10, delay: 10 } } })),
  },
  {
    title: 'repeats what a degradation rule denies',
    seenBy: 'degraded-denial',
    integration: again((_, text) => /denied_by_degradation_rule/.test(text), 1),
  },
];
