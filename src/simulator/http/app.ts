import { Hono, type Context } from '../../vendor/hono.js';
import type { State } from '../state/state.js';
import { empty, enhancedError, type Answer, type SentAnswer } from './answer.js';
import type { Call, Endpoint } from './endpoint.js';
import type { EndpointId } from './endpoint-id.js';
import { allowOrigin, isPreflight } from './cors.js';
import { openEntry, type OpenEntry } from './journal.js';
import { remember } from './sent.js';
import { ssoServiceError } from './sso-service-error.js';
import { answerCall, type Surroundings } from './pipeline.js';

/** What the two ways into the simulator, `fetch` and a socket, say about a request. */
export interface Arrival {
  readonly address: string;
  readonly byViewer: boolean;
}

/** Puts the endpoint table behind a router. */
export function createApp(
  endpoints: readonly Endpoint[],
  world: () => { readonly state: State } & Surroundings,
): Hono<{ Bindings: Arrival }> {
  const app = new Hono<{ Bindings: Arrival }>();
  // A cut connection is no answer: whoever sent the request has to see it.
  app.onError((error) => {
    throw error;
  });
  const serve = async (
    context: Context<{ Bindings: Arrival }>,
    target: Endpoint | ((call: Call) => { readonly id: EndpointId; readonly answer: Answer }),
  ) => {
    const { state, ...surroundings } = world();
    const request = context.req.raw;
    const call = await readCall(request, context.req.param(), state, context.env.address);
    const respond = (answer: SentAnswer) => toResponse(dated(allowOrigin(answer, request), state));
    if (isPreflight(request)) {
      const entry: OpenEntry = openEntry(call, 'unknown', context.env.byViewer);
      entry.status = 204;
      surroundings.record(entry);
      surroundings.settled(entry);
      return respond(empty(204));
    }
    const resolved = typeof target === 'function' ? target(call) : target;
    const answer = await answerCall(call, resolved, surroundings, {
      byViewer: context.env.byViewer,
      request,
    });
    return respond(answer);
  };
  for (const endpoint of endpoints) {
    app.on(endpoint.method, endpoint.path, (context) =>
      context.req.raw.method === endpoint.method || endpoint.id === 'user-agent'
        ? serve(context, endpoint)
        : serve(context, wrongMethod(endpoints, endpoint)),
    );
  }
  for (const endpoint of endpoints) {
    app.all(endpoint.path, (context) => serve(context, wrongMethod(endpoints, endpoint)));
  }
  app.notFound((context) => serve(context, notFound));
  return app;
}

function wrongMethod(endpoints: readonly Endpoint[], { path, errors }: Endpoint) {
  const served = endpoints.filter((endpoint) => endpoint.path === path);
  const allow = served.map(({ method }) => method).join(', ');
  return (call: Call) => {
    const render = errors === 'wrapped' ? ssoServiceError : enhancedError;
    const error = render('internal_error', `${call.method} is not allowed here.`, 405);
    const id = served.length === 1 && served[0] ? served[0].id : ('unknown' as const);
    return { id, answer: { ...error, headers: { ...error.headers, allow } } };
  };
}

function notFound(call: Call) {
  const reason = `There is no ${call.method} ${call.url.pathname}.`;
  return { id: 'unknown' as const, answer: enhancedError('not_found', reason, 404) };
}

async function readCall(
  request: Request,
  params: Record<string, string>,
  state: State,
  address: string,
): Promise<Call> {
  // Read first: in Bun, the type of a form is gone once its body is read.
  const type = request.headers.get('content-type') ?? '';
  const rawBody = request.body === null ? '' : await request.text();
  const isForm = /^application\/x-www-form-urlencoded/i.test(type);
  return {
    state,
    method: request.method,
    url: new URL(request.url),
    params,
    headers: request.headers,
    rawBody,
    form: new URLSearchParams(isForm ? rawBody : ''),
    address,
  };
}

/** The answer with the server's time on it. */
function dated(answer: SentAnswer, state: State): SentAnswer {
  if (!state.settings.dateHeader) return answer;
  const date = new Date(state.now()).toUTCString();
  return { ...answer, headers: { date, ...answer.headers } };
}

function toResponse(answer: SentAnswer): Response {
  const { status, headers, body = null } = answer;
  const bodiless = status === 204 || status === 205 || status === 304;
  return remember(new Response(bodiless ? null : body, { status, headers }), answer);
}
