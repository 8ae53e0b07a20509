import type { Call, Endpoint } from '../http/endpoint.js';
import { Refusal } from '../http/refusal.js';
import type { SimulatedMvpd } from '../mvpds.js';
import type { State } from '../state/state.js';

/** Schemes that run code or read files in the user agent that follows them. */
const dangerous = /^(?:javascript|data|vbscript|blob|file|about|view-source|filesystem):/i;

/**
 * Holds query and form against the lists of the endpoint: nothing undocumented, nothing twice.
 *
 * @throws Refusal
 */
export function checkParameters(call: Call, endpoint: Endpoint): void {
  const { undocumented: code } = endpoint;
  const places = [
    ['query', call.url.searchParams, endpoint.query, call.url.search.slice(1)],
    ['form', call.form, endpoint.fields, isForm(call) ? call.rawBody : ''],
  ] as const;
  for (const [place, parameters, allowed, raw] of places) {
    for (const name of new Set(parameters.keys())) {
      if (!allowed.includes(name)) {
        throw new Refusal(
          code,
          `${endpoint.id} has no ${place} parameter ${JSON.stringify(name)}.`,
        );
      }
      if (parameters.getAll(name).length > 1) {
        throw new Refusal(code, `The ${place} parameter ${name} is there twice.`);
      }
    }
    if (/%(?![\da-f]{2})/i.test(raw)) throw new Refusal(code, `The ${place} is encoded wrongly.`);
    if (/(?:^|&)redirectUrl=[^&]*[:/?#]/.test(raw)) {
      throw new Refusal('invalid_parameter_redirect_url', 'redirectUrl must be URL-encoded.');
    }
  }
}

function isForm({ headers }: Call): boolean {
  return /^application\/x-www-form-urlencoded/i.test(headers.get('content-type') ?? '');
}

/** @throws Refusal where the path names no service provider of this simulator */
export function checkServiceProvider(call: Call): void {
  const name = call.params['serviceProvider'];
  if (name === undefined || call.state.settings.serviceProviders.includes(name)) return;
  throw new Refusal(
    'invalid_parameter_service_provider',
    `There is no service provider ${JSON.stringify(name)}.`,
  );
}

/** @throws Refusal where the MVPD is unknown, or its integration is off */
export function knownMvpd(state: State, id: string): SimulatedMvpd {
  const mvpd = state.mvpds.get(id);
  if (!mvpd) {
    throw new Refusal('invalid_parameter_mvpd', `There is no MVPD ${JSON.stringify(id)}.`);
  }
  if (mvpd.enabled === false) {
    throw new Refusal('invalid_integration', `The integration with ${id} is switched off.`);
  }
  return mvpd;
}

/** @throws Refusal where this is no URL that a user agent can safely be sent to */
export function safeRedirectUrl(value: string): string {
  if (/^[a-z][a-z\d+.-]*%3a/i.test(value)) throw wrong('redirectUrl is encoded twice.');
  if (/[\s<>"\\^`{|}]/.test(value)) throw wrong('redirectUrl has characters that a URL has not.');
  if (!/^[a-z][a-z\d+.-]*:/i.test(value)) throw wrong('redirectUrl must be absolute.');
  if (dangerous.test(value)) throw wrong('redirectUrl has a scheme that is not safe to open.');
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    throw wrong('redirectUrl is no URL.');
  }
  if (/^https?:$/.test(url.protocol) && !/^https?:\/\//i.test(value)) {
    throw wrong('redirectUrl needs two slashes after its scheme.');
  }
  return value;
}

const wrong = (reason: string) => new Refusal('invalid_parameter_redirect_url', reason);

/** @throws Refusal where the domain is more than a host name */
export function plainDomain(value: string): string {
  if (/^[a-z\d](?:[a-z\d.-]*[a-z\d])?$/i.test(value)) return value;
  throw new Refusal(
    'invalid_parameter_service_provider',
    'domainName must be a host name, without scheme or path.',
  );
}

/** @throws Refusal where it cannot be a code; whether it is one is another matter */
export function wellFormedCode(code: string): string {
  if (/^[A-Z0-9]{6,7}$/.test(code)) return code;
  throw new Refusal('invalid_parameter_code', 'A code has 6 or 7 upper-case letters or digits.');
}
