import { refuse } from '../errors/invalid-input-error.js';
import { compact } from '../protocol/compact.js';
import { addressFinder, isLoopback } from './address.js';
import { createApp, type ServiceApp } from './app.js';
import { defaultMachines, hostedMachines } from './catalogue.js';
import { Cors } from './cors.js';
import { DeviceFlows } from './device-flows.js';
import { Devices } from './devices.js';
import { deviceOf } from './flow-id.js';
import { createHandlers } from './handlers.js';
import {
  listen,
  type OpenServer,
  type ServiceListenOptions,
  type ServiceServer,
} from './listen.js';
import { loadMetrics } from './metrics.js';
import { createOperatorHandlers } from './operators.js';
import { checkServiceOptions, type ProgrammerServiceOptions } from './options.js';
import { loadOutgoing } from './pool.js';
import { PartnerQuestions } from './partner-questions.js';
import { Rate } from './rate.js';
import { UnderWay } from './under-way.js';
import { Watchers } from './watchers.js';

/** A programmer service. */
export interface ProgrammerService {
  /** Its routes, to be mounted anywhere. */
  readonly app: ServiceApp;
  /** `app.fetch`; it needs no `this`. */
  readonly fetch: (request: Request, env?: object) => Promise<Response>;
  /** Packages that would serve it, and are not installed: `undici`, `prom-client`. */
  readonly missingPackages: readonly string[];
  /**
   * Listens on a port.
   *
   * @throws InvalidInputError where nobody verifies the devices, and others could reach the port
   */
  readonly listen: (options?: ServiceListenOptions) => Promise<ServiceServer>;
  /**
   * Ends: new requests get 503, streams end, and what is under way is answered, for so many milliseconds at
   * most (default 10000). Every step is stored before it is answered, so none is lost.
   */
  readonly close: (options?: { readonly patience?: number }) => Promise<void>;
}

/** Devices whose requests are counted. */
const COUNTED_DEVICES = 100_000;

/**
 * Makes a service that runs the flows of many devices, with routes for their apps. Give it a host that
 * outlives processes, an encrypted item store, and a function that says which device a request comes from.
 *
 * @throws InvalidInputError with the `path` of an option that can't be used.
 *
 * @example
 * ```ts
 * import { createHost, encryptedItems, memoryItems, memoryStore } from 'tve-auth-flow/durable';
 * import { createProgrammerService } from 'tve-auth-flow/service';
 * import { createSimulator } from 'tve-auth-flow/simulator';
 *
 * const key = crypto.getRandomValues(new Uint8Array(32)); // from your secrets, the same at each start
 * const service = await createProgrammerService({
 *   host: (flows) => createHost({ store: memoryStore(), ...flows }),
 *   items: encryptedItems(memoryItems(), [key]),
 *   client: {
 *     environment: 'release-staging',
 *     serviceProvider: 'REF30',
 *     softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
 *     fetch: createSimulator().fetch, // leave it out to talk to Adobe
 *   },
 *   verify: (request) => request.headers.get('X-Verified-Device'), // by your own gateway, say
 * });
 * const answer = await service.app.request('/v1/flows', {
 *   method: 'POST',
 *   headers: { 'Content-Type': 'application/json', 'X-Verified-Device': 'ba23d141-d715-561c' },
 *   body: JSON.stringify({ machine: 'authentication', input: { screen: 'secondary' } }),
 * });
 * console.log(answer.status); // → 201
 * await service.close();
 * ```
 */
export async function createProgrammerService(
  options: ProgrammerServiceOptions,
): Promise<ProgrammerService> {
  checkServiceOptions(options);
  const {
    items,
    client,
    verify,
    machines: offered = defaultMachines,
    // oxlint-disable-next-line no-console -- where else, on a server that says nothing
    onError = (error) => console.error(error),
  } = options;
  const addressOf = addressFinder(options.trustedProxies ?? []);
  const metrics = await loadMetrics();
  const outgoing = await loadOutgoing();
  const watchers = new Watchers(options.streamsPerDevice ?? 8, (open) => metrics.streams(open));
  const underWay = new UnderWay();
  let isEnding = false;
  const isClosing = () => isEnding;

  const questions = new PartnerQuestions(items);
  const devices = new Devices({
    items,
    questions,
    client,
    metrics,
    fetch: client.fetch ?? outgoing.fetch,
    hooks: compact({ verifyMediaToken: options.verifyMediaToken, choices: options.choices }),
    most: options.devicesInMemory ?? 1000,
  });
  const host = await options.host({
    machines: hostedMachines(offered),
    services: ({ key, machine }) => devices.servicesOf(deviceOf(key) ?? key, machine, key),
  });
  const forDevices = createHandlers({
    host,
    serviceProvider: client.serviceProvider,
    machines: new Set(offered),
    devices,
    flows: new DeviceFlows(items, host, {
      most: options.flowsPerDevice ?? 20,
      onRemove: (id) => watchers.endFlow(id),
    }),
    questions,
    rate: new Rate(options.rate ?? {}, COUNTED_DEVICES),
    watchers,
    metrics,
  });
  const app = createApp({
    forDevices,
    forOperators: createOperatorHandlers(host, metrics, isClosing),
    verify,
    addressOf,
    cors: new Cors(options.allowOrigins ?? []),
    underWay,
    metrics,
    isClosing,
    onError,
  });

  let server: OpenServer | undefined;
  let closed: Promise<void> | undefined;

  async function close(patience: number): Promise<void> {
    isEnding = true;
    server?.refuse();
    watchers.close();
    questions.close();
    await underWay.none(patience);
    await host.close();
    await server?.close();
    await outgoing.close();
  }

  const fetch = async (request: Request, env: object = {}) => app.fetch(request, env);
  return {
    app,
    fetch,
    missingPackages: [
      ...(outgoing.isPooled ? [] : ['undici']),
      ...(metrics.isKept ? [] : ['prom-client']),
    ],
    async listen(where = {}) {
      const { host: name = '127.0.0.1' } = where;
      if (verify === 'loopback' && !isLoopback(name))
        refuse('verify', `without a verifier, nobody but this machine may ask: not ${name}`);
      server = await listen(fetch, where);
      const { origin, port } = server;
      return { origin, port };
    },
    close: ({ patience = 10_000 } = {}) => (closed ??= close(patience)),
  };
}
