import { refuse } from '../errors/invalid-input-error.js';
import { FlowError } from '../durable/flow-error.js';
import { type Context, Hono } from '../vendor/hono.js';
import { addressFinder, isLoopback } from './address.js';
import { type Call, json } from './call.js';
import { defaultMachines, offerOf } from './catalogue.js';
import { createCensus } from './census.js';
import { Cors } from './cors.js';
import { DeviceFlows } from './device-flows.js';
import { Devices } from './devices.js';
import { deviceOf } from './flow-id.js';
import { deviceOfRequest } from './guard.js';
import { createHandlers } from './handlers.js';
import {
  listen,
  type OpenServer,
  type ServiceListenOptions,
  type ServiceServer,
} from './listen.js';
import { loadMetrics } from './metrics.js';
import { openApiDocument } from './open-api.js';
import { checkServiceOptions, type ProgrammerServiceOptions } from './options.js';
import { loadOutgoing } from './pool.js';
import { isOurs, Problem, problemOf, problemResponse } from './problem.js';
import { Rate } from './rate.js';
import { type Route, type RouteName, routes } from './routes.js';
import { UnderWay } from './under-way.js';
import { Watchers } from './watchers.js';

/** A Hono app, as far as it is promised: any Hono takes it with `route`, anything else by its `fetch`. */
export interface ServiceApp {
  fetch(request: Request, env?: object): Response | Promise<Response>;
  /** Answers without a server: for tests. */
  request(
    input: string | URL | Request,
    init?: RequestInit,
    env?: object,
  ): Response | Promise<Response>;
}

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
/** Milliseconds that the store may take to answer, for the service to be ready. */
const READY_WITHIN = 2_000;

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
  const cors = new Cors(options.allowOrigins ?? []);
  const metrics = await loadMetrics();
  const outgoing = await loadOutgoing();
  const watchers = new Watchers(options.streamsPerDevice ?? 8, (open) => metrics.streams(open));
  const underWay = new UnderWay();
  let isClosing = false;

  const devices = new Devices({
    items,
    client,
    metrics,
    fetch: client.fetch ?? outgoing.fetch,
    hooks: {
      ...(options.verifyMediaToken && { verifyMediaToken: options.verifyMediaToken }),
      ...(options.choices && { choices: options.choices }),
    },
    most: options.devicesInMemory ?? 1000,
  });
  const hosted = offered.flatMap((name) => {
    const offer = offerOf(name);
    return offer ? [[name, { machine: offer.machine, view: offer.view }] as const] : [];
  });
  const host = await options.host({
    machines: Object.fromEntries(hosted),
    services: ({ key, machine }) => devices.servicesOf(deviceOf(key) ?? key, machine),
  });
  const handlers = createHandlers({
    host,
    serviceProvider: client.serviceProvider,
    machines: new Set(offered),
    devices,
    flows: new DeviceFlows(items, host, {
      most: options.flowsPerDevice ?? 20,
      onRemove: (id) => watchers.endFlow(id),
    }),
    rate: new Rate(options.rate ?? {}, COUNTED_DEVICES),
    watchers,
    metrics,
  });
  const census = createCensus(host);
  let document: object | undefined;

  /** Whether the store answers: a flow that nobody has is unknown to it. */
  async function isReady(): Promise<boolean> {
    if (isClosing) return false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<string>((resolve) => {
      timer = setTimeout(resolve, READY_WITHIN, 'late');
    });
    const asked = host.view('readyz').then(
      () => 'flow_unknown',
      (error: unknown) => (error instanceof FlowError ? error.code : ''),
    );
    const found = await Promise.race([asked, late]);
    clearTimeout(timer);
    return found === 'flow_unknown';
  }

  const forOperators: Readonly<Partial<Record<RouteName, () => Promise<Response>>>> = {
    health: async () => new Response('ok\n'),
    async readiness() {
      if (await isReady()) return new Response('ready\n');
      throw new Problem(503, 'unavailable', 'Not ready.', { retryAfter: 2 });
    },
    async metrics() {
      const found = await metrics.text(census);
      if (!found)
        throw new Problem(501, 'metrics_missing', 'Install prom-client: npm i prom-client');
      return new Response(found.text, { headers: { 'Content-Type': found.type } });
    },
    openApi: async () => json((document ??= openApiDocument()), 200),
  };

  async function answerDevice(
    { name }: Route,
    context: Context<{ Bindings: object }>,
  ): Promise<Response> {
    const request = context.req.raw;
    if (isClosing) throw new Problem(503, 'unavailable', 'The service ends.', { retryAfter: 2 });
    const call: Call = {
      request,
      url: new URL(request.url),
      id: context.req.param()['id'] ?? '',
      verified: await deviceOfRequest(verify, request, context.env),
      address: addressOf(request, context.env),
    };
    return handlers[name]!(call);
  }

  async function answer(route: Route, context: Context<{ Bindings: object }>): Promise<Response> {
    const request = context.req.raw;
    let response: Response;
    try {
      const work = forOperators[route.name] ?? (() => answerDevice(route, context));
      response = await underWay.run(work);
    } catch (error) {
      const problem = problemOf(error);
      if (isOurs(problem) && !(error instanceof Problem)) onError(error);
      if (problem.status === 429) metrics.throttled('service');
      response = problemResponse(problem);
    }
    metrics.answered(route.name, response.status);
    return cors.allow(request, response);
  }

  const app = new Hono<{ Bindings: object }>();
  for (const route of routes) app.on(route.method, route.path, (context) => answer(route, context));
  for (const path of new Set(routes.map((route) => route.path)))
    app.all(path, ({ req: { raw } }) => {
      const allowed = routes.filter((route) => route.path === path).map(({ method }) => method);
      const wrong = problemResponse(
        new Problem(405, 'method_unknown', `Only ${allowed.join(' and ')}.`),
      );
      wrong.headers.set('Allow', allowed.join(', '));
      return cors.preflight(raw) ?? cors.allow(raw, wrong);
    });
  app.notFound(({ req: { raw } }) =>
    cors.allow(raw, problemResponse(new Problem(404, 'route_unknown', 'There is nothing here.'))),
  );

  let server: OpenServer | undefined;
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
      return server;
    },
    async close({ patience = 10_000 } = {}) {
      isClosing = true;
      server?.refuse();
      watchers.close();
      await underWay.none(patience);
      await host.close();
      await server?.close();
      await outgoing.close();
    },
  };
}
