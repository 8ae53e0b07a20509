import { createServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { flowError } from '../flow-error.js';
import { createFlows } from '../flows.js';
import type { HostOptions } from '../types.js';
import { deviceObject as deviceObjectOf } from './device-object.js';
import { flowObject as flowObjectOf } from './flow-object.js';
import { loadSdk } from './sdk.js';
import { sealOf } from './seal.js';

const AN_HOUR = 3_600_000;

/** What `restateEndpoint` takes: what `createHost` does, but for the store. */
export interface RestateEndpointOptions extends Omit<HostOptions, 'store'> {
  /**
   * The public keys of the engine, as it logs them (`publickeyv1_…`). Requests that are not signed with one of them
   * are refused. Without them, whoever reaches the port can run its handlers: give them in production.
   */
  readonly identityKeys?: readonly string[];
  /**
   * Encrypts what the engine stores of flows: records, events, answers and the results of requests, as
   * `encryptedStore` does. The keys are those of `encryptedItems`, and the same at each host. The keys of flows and
   * when they are due can be seen. Default: everything is stored as it is.
   */
  readonly keys?: readonly Uint8Array[];
  /** The name of the flow object. Default: `tveFlow`. */
  readonly flowObject?: string;
  /** The name of the device object. Default: `tveDevice`. */
  readonly deviceObject?: string;
  /** Gets warnings of the SDK, such as of an attempt that failed. Default: nobody. */
  readonly onWarning?: (message: string) => void;
}

/** What a process serves to Restate. */
export interface RestateEndpoint {
  /** For an HTTP/2 server of your own. */
  readonly handler: (request: Http2ServerRequest, response: Http2ServerResponse) => void;
  /** Listens with HTTP/2, without TLS. `host` default: `127.0.0.1`; `port` default: a free one. */
  listen(options?: { readonly port?: number; readonly host?: string }): Promise<{
    readonly port: number;
    /** Takes no more requests, and waits `patience` milliseconds at most (default: 5,000) for those under way. */
    close(options?: { readonly patience?: number }): Promise<void>;
  }>;
}

/**
 * What a Node process serves to Restate: the flows and the items of devices, as objects of the engine. It
 * needs `@restatedev/restate-sdk` (1.14.5 on Node 20, any later one from Node 22). Register its address with the
 * engine once: {@link registerEndpoint}. Any number of processes may serve the same address behind a balancer.
 *
 * @throws FlowError `package_missing` or `package_unusable`, with what to install; `key_unusable`.
 *
 * @example
 * ```ts
 * import {
 *   authenticationMachine,
 *   authenticationServices,
 *   authenticationView,
 *   createPassClient,
 * } from 'tve-auth-flow';
 * import { deviceItems } from 'tve-auth-flow/durable';
 * import { registerEndpoint, restateEndpoint, restateItems } from 'tve-auth-flow/durable/restate';
 *
 * const items = restateItems({ ingress: 'http://127.0.0.1:8080' });
 *
 * export async function serve() {
 *   const endpoint = await restateEndpoint({
 *     machines: { authentication: { machine: authenticationMachine, view: authenticationView } },
 *     services: ({ key }) =>
 *       authenticationServices(
 *         createPassClient({
 *           environment: 'release-staging',
 *           serviceProvider: 'REF30',
 *           softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
 *           device: { id: key },
 *           ...deviceItems(items, key),
 *         }),
 *       ),
 *   });
 *   const { port } = await endpoint.listen({ port: 9080 });
 *   await registerEndpoint({ admin: 'http://127.0.0.1:9070', uri: `http://127.0.0.1:${port}` });
 * }
 * ```
 */
export async function restateEndpoint({
  machines,
  services = () => ({}),
  migrations = {},
  keepFinished = AN_HOUR,
  identityKeys,
  keys,
  flowObject = 'tveFlow',
  deviceObject = 'tveDevice',
  onWarning = () => {},
  // oxlint-disable-next-line no-console -- where else, on a server that says nothing
  onError = (error, key) => console.error(`Flow ${key}:`, error),
}: RestateEndpointOptions): Promise<RestateEndpoint> {
  const seal = sealOf(keys);
  const sdk = await loadSdk();
  const flows = createFlows({ machines, services, migrations, keepFinished });
  const handler = sdk.createEndpointHandler({
    services: [
      flowObjectOf(sdk, { flows, seal, name: flowObject, keepFinished, onError }),
      deviceObjectOf(sdk, deviceObject),
    ],
    ...(identityKeys && { identityKeys: [...identityKeys] }),
    logger: ({ level }, ...parts) => {
      if (/^(warn|error)$/i.test(level)) onWarning(parts.map(String).join(' '));
    },
  });

  return {
    handler,
    async listen({ port = 0, host = '127.0.0.1' } = {}) {
      const server = createServer(handler);
      const sessions = new Set<{ close(): void; destroy(): void }>();
      server.on('session', (session) => {
        sessions.add(session);
        session.on('close', () => sessions.delete(session));
      });
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, resolve);
      });
      return {
        port: (server.address() as AddressInfo).port,
        async close({ patience = 5_000 } = {}) {
          const isClosed = new Promise<void>((resolve) => server.close(() => resolve()));
          for (const session of sessions) session.close();
          const timer = setTimeout(() => {
            for (const session of sessions) session.destroy();
          }, patience);
          await isClosed;
          clearTimeout(timer);
        },
      };
    },
  };
}

/**
 * Tells Restate where an endpoint is. Do it once for each address, and again, with `isReplaced`, where what is
 * served there has other handlers.
 *
 * @throws FlowError `host_unavailable` where the admin API refuses, or can't reach the endpoint.
 *
 * @example
 * ```ts
 * import { registerEndpoint } from 'tve-auth-flow/durable/restate';
 *
 * export const register = () =>
 *   registerEndpoint({ admin: 'http://127.0.0.1:9070', uri: 'http://127.0.0.1:9080' });
 * ```
 */
export async function registerEndpoint({
  admin,
  uri,
  isReplaced = false,
  fetch: send = globalThis.fetch,
}: {
  /** The address of the admin API, such as `http://127.0.0.1:9070`. */
  readonly admin: string;
  /** The address of the endpoint, as the engine reaches it. */
  readonly uri: string;
  readonly isReplaced?: boolean;
  readonly fetch?: typeof fetch;
}): Promise<void> {
  const response = await send(`${admin.replace(/\/+$/, '')}/deployments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ uri, force: isReplaced }),
  });
  if (!response.ok)
    throw flowError(
      'host_unavailable',
      `Restate does not take ${uri} (HTTP ${response.status}): ${(await response.text()).slice(0, 300)}`,
    );
}
