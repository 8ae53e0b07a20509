import { allParameters, partnerStatus, type Harness, type Reply } from './support.js';

interface Sendable {
  readonly method: string;
  readonly path: string;
  readonly form?: Record<string, string>;
  readonly json?: unknown;
}

/** A correct call of every endpoint that takes a token; `X` stands for a code. */
export const calls: Readonly<Record<string, Sendable>> = {
  E3: { method: 'GET', path: '/api/v2/REF30/configuration' },
  E4: { method: 'POST', path: '/api/v2/REF30/sessions', form: allParameters },
  E5: { method: 'POST', path: '/api/v2/REF30/sessions/X', form: allParameters },
  E6: { method: 'GET', path: '/api/v2/REF30/sessions/X' },
  E8: { method: 'GET', path: '/api/v2/REF30/profiles' },
  E9: { method: 'GET', path: '/api/v2/REF30/profiles/Cablevision' },
  E10: { method: 'GET', path: '/api/v2/REF30/profiles/code/X' },
  E11: { method: 'POST', path: '/api/v2/REF30/sessions/sso/Apple', form: { domainName: 'a.b' } },
  E12: { method: 'POST', path: '/api/v2/REF30/profiles/sso/Apple', form: { SAMLResponse: 'PD94' } },
  E13: {
    method: 'POST',
    path: '/api/v2/REF30/decisions/preauthorize/ATTOTT',
    json: { resources: ['one', 'two'] },
  },
  E14: {
    method: 'POST',
    path: '/api/v2/REF30/decisions/authorize/ATTOTT',
    json: { resources: ['one'] },
  },
  E15: { method: 'GET', path: '/api/v2/REF30/logout/Dish?redirectUrl=https%3A%2F%2Fa.b' },
  E16: {
    method: 'DELETE',
    path: '/reset-tempass/v3/reset?requestor_id=REF30&mvpd_id=TempPass_TEST40&device_id=all',
  },
  E17: {
    method: 'DELETE',
    path: '/reset-tempass/v3/reset/generic?requestor_id=REF30&mvpd_id=flexibleTempPass&key=all',
  },
};
export const management = ['E16', 'E17'];
export const v2 = Object.keys(calls).filter((id) => !management.includes(id));
export const everywhere = [...v2, ...management];

/** Sends a correct call with other headers (an empty one is left out), and more behind its path. */
export async function send(
  to: Harness,
  id: string,
  headers: Record<string, string | undefined> = {},
  suffix = '',
): Promise<Reply> {
  const { code } = await to.create();
  const { method, path, form, json } = calls[id] ?? { method: '', path: '' };
  const { authorization } = to.headers;
  const all: Record<string, string | undefined> = management.includes(id)
    ? { authorization, ...headers }
    : {
        ...to.headers,
        ...(id === 'E12' && { 'ap-partner-framework-status': partnerStatus('Cablevision') }),
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      };
  const sent = Object.entries(all).filter((entry): entry is [string, string] => !!entry[1]);
  return to.call(method, path.replace('X', code) + suffix, {
    headers: Object.fromEntries(sent),
    ...(form && { form }),
    ...(json !== undefined && { body: JSON.stringify(json) }),
  });
}
