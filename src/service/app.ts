import { type Context, Hono } from '../vendor/hono.js';
import type { Call } from './call.js';
import type { Cors } from './cors.js';
import { deviceOfRequest } from './guard.js';
import type { Metrics } from './metrics.js';
import type { Verify } from './options.js';
import { isOurs, Problem, problemOf, problemResponse } from './problem.js';
import { type Route, type RouteName, routes } from './routes.js';
import type { UnderWay } from './under-way.js';

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

type Handlers<T extends readonly unknown[]> = Readonly<
  Partial<Record<RouteName, (...call: T) => Promise<Response>>>
>;

interface AppParts {
  readonly forDevices: Handlers<[call: Call]>;
  readonly forOperators: Handlers<[]>;
  readonly verify: Verify | 'loopback';
  readonly addressOf: (request: Request, env: object | undefined) => string | undefined;
  readonly cors: Cors;
  readonly underWay: UnderWay;
  readonly metrics: Metrics;
  readonly isClosing: () => boolean;
  readonly onError: (error: unknown) => void;
}

type RouteContext = Context<{ Bindings: object }>;

/** Puts the routes behind a router. */
export function createApp(parts: AppParts): ServiceApp {
  const { forDevices, forOperators, cors, underWay, metrics } = parts;

  async function answerDevice({ name }: Route, { req, env }: RouteContext): Promise<Response> {
    const { raw: request } = req;
    if (parts.isClosing())
      throw new Problem(503, 'unavailable', 'The service ends.', { retryAfter: 2 });
    const call: Call = {
      request,
      url: new URL(request.url),
      id: req.param()['id'] ?? '',
      verified: await deviceOfRequest(parts.verify, request, env),
      address: parts.addressOf(request, env),
    };
    return forDevices[name]!(call);
  }

  function refusal(error: unknown): Response {
    const problem = problemOf(error);
    if (isOurs(problem) && !(error instanceof Problem)) parts.onError(error);
    if (problem.status === 429) metrics.throttled('service');
    return problemResponse(problem);
  }

  async function answer(route: Route, context: RouteContext): Promise<Response> {
    const work = forOperators[route.name] ?? (() => answerDevice(route, context));
    const response = await underWay.run(work).catch(refusal);
    metrics.answered(route.name, response.status);
    return cors.allow(context.req.raw, response);
  }

  const app = new Hono<{ Bindings: object }>();
  for (const route of routes) app.on(route.method, route.path, (context) => answer(route, context));
  for (const path of new Set(routes.map((route) => route.path)))
    app.all(path, ({ req: { raw } }) => {
      const methods = routes.filter((route) => route.path === path).map(({ method }) => method);
      const detail = `Only ${methods.join(' and ')}.`;
      const wrong = problemResponse(new Problem(405, 'method_unknown', detail));
      wrong.headers.set('Allow', methods.join(', '));
      return cors.preflight(raw) ?? cors.allow(raw, wrong);
    });
  app.notFound(({ req: { raw } }) =>
    cors.allow(raw, problemResponse(new Problem(404, 'route_unknown', 'No route leads here.'))),
  );
  return app;
}
