import type { createConfigurations } from '../durable/shared-configuration.js';
import { toBase64 } from '../protocol/base64.js';
import type { Metrics, Outcome } from './metrics.js';

/** What a device has told of itself. */
export interface AboutDevice {
  /** Its own id, as Adobe is told. */
  readonly id: string;
  readonly info?: Readonly<Record<string, string | number | boolean>> | undefined;
  /** Whether its app answers what flows ask its partner framework. */
  readonly partnerFramework?: boolean | undefined;
  /** Its public address. */
  readonly address?: string | undefined;
}

/** Milliseconds within which the same call counts as a repetition of one that has failed. */
const REPETITION = 60_000;

const named = new Set([
  'configuration',
  'sessions',
  'authenticate',
  'profiles',
  'decisions',
  'logout',
  'register',
  'token',
  'reset',
]);

/** A call by what it asks for: nothing of it names a device or a viewer. */
function endpointOf(method: string, path: string): string {
  const name = path.split('/').find((part) => named.has(part)) ?? 'other';
  return `${method} ${name}`;
}

const outcomeOf = (status: number): Outcome => {
  if (status === 429) return '429';
  if (status >= 500) return '5xx';
  if (status >= 400) return '4xx';
  return status >= 300 ? '3xx' : '2xx';
};

const hasFailed = (outcome: Outcome): boolean =>
  outcome === '429' || outcome === '5xx' || outcome === 'unreachable';

/**
 * The `fetch` of one device's client. It says who the device is, which the stores know by another name, and
 * counts.
 */
export function callsOf(
  about: () => Promise<AboutDevice>,
  {
    fetch,
    metrics,
    configurations,
  }: {
    readonly fetch: typeof globalThis.fetch;
    readonly metrics: Metrics;
    /** Of all devices. */
    readonly configurations: ReturnType<typeof createConfigurations>;
  },
): typeof globalThis.fetch {
  let failed: { readonly what: string; readonly at: number } | undefined;

  async function counted(url: string, init: RequestInit): Promise<Response> {
    const { method = 'GET', signal } = init;
    const { pathname } = new URL(url);
    const endpoint = endpointOf(method, pathname);
    const what = `${method} ${pathname}`;
    const begunAt = performance.now();
    if (failed?.what === what && Date.now() - failed.at < REPETITION) metrics.retried(endpoint);
    let outcome: Outcome = 'unreachable';
    try {
      const response = await fetch(url, init);
      outcome = outcomeOf(response.status);
      return response;
    } catch (error) {
      if (signal?.aborted) outcome = 'aborted';
      throw error;
    } finally {
      metrics.called(endpoint, outcome, (performance.now() - begunAt) / 1000);
      if (outcome === '429') metrics.throttled('adobe');
      failed = hasFailed(outcome) ? { what, at: Date.now() } : undefined;
    }
  }

  return async (input, init = {}) => {
    const url = input instanceof Request ? input.url : String(input);
    const headers = { ...(init.headers as Readonly<Record<string, string>> | undefined) };
    const device = await about();
    const isNamed = headers['AP-Device-Identifier'] !== undefined;
    if (isNamed) headers['AP-Device-Identifier'] = `fingerprint ${toBase64(device.id)}`;
    if (device.info && (isNamed || new URL(url).pathname.startsWith('/o/client/')))
      headers['X-Device-Info'] = toBase64(JSON.stringify(device.info));
    const request = { ...init, headers };
    // What is kept costs no call, and counts as none.
    return configurations(url, request, counted);
  };
}
