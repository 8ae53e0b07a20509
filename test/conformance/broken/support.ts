import type {
  ConformanceDriver,
  ConformanceWorld,
  Integration,
} from '../../../src/conformance/index.js';
import { type AppOptions, entitlementApp } from '../entitlement.driver.js';

/** An app that does something wrong, and the case that has to see it. */
export interface Breakage {
  /** What the app does, in the third person. */
  readonly title: string;
  /** The id of the case. */
  readonly seenBy: string;
  readonly integration: Integration;
}

/** A request that is about to be sent. */
export interface Outgoing {
  readonly endpoint: string;
  readonly url: string;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

export type Send = (request: Outgoing) => Promise<Response>;

const paths: ReadonlyArray<readonly [RegExp, string]> = [
  [/^POST \/o\/client\/register$/, 'E1'],
  [/^POST \/o\/client\/token$/, 'E2'],
  [/\/configuration$/, 'E3'],
  [/\/sessions\/sso\//, 'E11'],
  [/^POST .*\/sessions$/, 'E4'],
  [/\/profiles\/sso\//, 'E12'],
  [/\/profiles$/, 'E8'],
  [/\/profiles\/code\//, 'E10'],
  [/\/profiles\//, 'E9'],
  [/\/decisions\/preauthorize\//, 'E13'],
  [/\/decisions\/authorize\//, 'E14'],
  [/\/logout\//, 'E15'],
];

const endpointOf = (method: string, url: string): string => {
  const call = `${method} ${new URL(url).pathname}`;
  return paths.find(([path]) => path.test(call))?.[1] ?? 'unknown';
};

/** Another world's `fetch`: every request goes through a hand that may change it. */
export function throughHand(
  fetch: ConformanceWorld['fetch'],
  hand: (request: Outgoing, send: Send) => Promise<Response>,
): ConformanceWorld['fetch'] {
  const send: Send = ({ url, method, headers, body }) =>
    fetch(url, { method, headers, ...(body !== undefined && { body }) });
  return (input, init = {}) => {
    const url = input instanceof Request ? input.url : String(input);
    const method = init.method ?? 'GET';
    const headers = Object.fromEntries(new Headers(init.headers));
    const body = typeof init.body === 'string' ? { body: init.body } : {};
    return hand({ endpoint: endpointOf(method, url), url, method, headers, ...body }, send);
  };
}

/** An app whose requests go through a hand; one hand for each start. */
export const withHand =
  (makeHand: () => Parameters<typeof throughHand>[1]): Integration =>
  (world) =>
    entitlementApp({ ...world, fetch: throughHand(world.fetch, makeHand()) });

/** An app that changes headers, by their names in lower case. */
export const withHeaders = (
  endpoint: RegExp,
  change: (headers: Record<string, string>) => Record<string, string | undefined>,
): Integration =>
  withHand(() => (request, send) => {
    if (!endpoint.test(request.endpoint)) return send(request);
    const changed = Object.entries({ ...request.headers, ...change(request.headers) });
    const headers = changed.filter((entry): entry is [string, string] => entry[1] !== undefined);
    return send({ ...request, headers: Object.fromEntries(headers) });
  });

/** An app in a world that is not as it was given. */
export const inWorld =
  (change: (world: ConformanceWorld) => Partial<ConformanceWorld>): Integration =>
  (world) =>
    entitlementApp({ ...world, ...change(world) });

/** An app with other options. */
export const withOptions =
  (options: (world: ConformanceWorld) => AppOptions): Integration =>
  (world) =>
    entitlementApp(world, options(world));

/** An app that behaves otherwise. */
export const withDriver =
  (
    change: (
      driver: Required<ConformanceDriver>,
      world: ConformanceWorld,
    ) => Partial<ConformanceDriver>,
  ): Integration =>
  (world) => {
    const driver = entitlementApp(world);
    return { ...driver, ...change(driver, world) };
  };
