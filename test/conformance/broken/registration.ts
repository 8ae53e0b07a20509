import { type Breakage, inWorld, type Outgoing, withHand, withOptions } from './support.js';
import { isOf, before, twice, again, registering } from './tools.js';

/** Registrations, tokens, and what an app remembers. */
export const brokenRegistration: readonly Breakage[] = [
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
    integration: withHand(() => async (request, send) => {
      const response = await send(request);
      if (!isOf('E2')(request) || !response.ok) return response;
      const token = (await response.json()) as object;
      return Response.json({ ...token, expires_in: 86_400 });
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
      return isUnknown ? new Response('{"profiles":{}}') : response;
    }),
  },
];
