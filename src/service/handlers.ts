import { FlowError } from '../durable/flow-error.js';
import type { FlowState, Host } from '../durable/types.js';
import { takeMediaToken } from '../services/media-tokens.js';
import { readBody } from './body.js';
import { type Call, idempotencyKeyOf, json, seqOf, waitOf } from './call.js';
import { machineNames, takesEvent } from './catalogue.js';
import type { DeviceFlows } from './device-flows.js';
import type { Devices } from './devices.js';
import { deviceKey, deviceOf, flowId } from './flow-id.js';
import type { Metrics } from './metrics.js';
import type { PartnerQuestions } from './partner-questions.js';
import { Problem, problemOf, unknownFlow } from './problem.js';
import type { Rate } from './rate.js';
import type { RouteName } from './routes.js';
import { eventToSend, flowToStart, mediaTokenToTake, partnerAnswer } from './schemas.js';
import { openStream } from './stream.js';
import type { Watchers } from './watchers.js';

/** What the routes of devices work with. */
export interface Rooms {
  readonly host: Host;
  readonly serviceProvider: string;
  readonly machines: ReadonlySet<string>;
  readonly devices: Devices;
  readonly flows: DeviceFlows;
  readonly questions: PartnerQuestions;
  readonly rate: Rate;
  readonly watchers: Watchers;
  readonly metrics: Metrics;
}

type Handler = (call: Call) => Promise<Response>;

/** Bytes of an answer at most: a SAML response has some ten thousand. */
const LARGEST_ANSWER = 256 * 1024;

const told = (id: string, { seq, view }: FlowState) => ({ id, seq, view });

const headersOf = ({ seq, isDone }: FlowState): Record<string, string> => ({
  ETag: `"${seq}"`,
  ...(isDone && { 'Flow-Ended': 'true' }),
});

const answer = (id: string, state: FlowState, status = 200, headers = {}): Response =>
  json(told(id, state), status, { ...headersOf(state), ...headers });

/** What may be played, and what its media token is taken with. */
interface Permit {
  readonly resource: string;
  readonly ticket: string;
}

const isPermit = (play: unknown): play is Permit => {
  const { phase, ticket } = Object(play) as { readonly phase?: unknown; readonly ticket?: unknown };
  return phase === 'permitted' && typeof ticket === 'string';
};

/** The permit for a resource, or the first one where none is named. */
function permitOf(view: unknown, resource: string | undefined): Permit | undefined {
  const { plays = [] } = Object(view) as { readonly plays?: readonly unknown[] };
  const permits = [view, ...plays].filter(isPermit);
  return permits.find((permit) => resource === undefined || permit.resource === resource);
}

/** What each route of a device does. */
export function createHandlers(rooms: Rooms): Readonly<Partial<Record<RouteName, Handler>>> {
  const { host, serviceProvider, machines, devices, flows, questions } = rooms;
  const { rate, watchers, metrics } = rooms;

  /** The device of a flow, if the flow is of the device that asks; it counts as a request of that. */
  async function ownerOf({ id, verified, address }: Call): Promise<string> {
    const named = deviceOf(id);
    const own = verified === undefined ? named : deviceKey(serviceProvider, verified);
    if (own !== undefined) rate.count(own);
    if (own === undefined || own !== named) throw unknownFlow();
    if (verified !== undefined && address !== undefined)
      await devices.learn(own, { id: verified, address });
    return own;
  }

  async function timed(
    machine: string,
    kind: 'start' | 'event',
    step: () => Promise<FlowState>,
  ): Promise<FlowState> {
    const begunAt = performance.now();
    const state = await step();
    metrics.stepped(machine, kind, (performance.now() - begunAt) / 1000);
    return state;
  }

  /** The first state after the one that is known; the same one where the time is over. */
  function news(call: Call, device: string, state: FlowState, wait: number): Promise<FlowState> {
    return new Promise((resolve) => {
      const { signal } = call.request;
      const end = (next = state) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        unsubscribe();
        closed();
        resolve(next);
      };
      const onAbort = () => end();
      const closed = watchers.open(device, call.id, onAbort);
      signal.addEventListener('abort', onAbort);
      const timer = setTimeout(end, wait, state);
      const unsubscribe = host.subscribe(call.id, end, { after: state.seq });
    });
  }

  return {
    async startFlow({ request, verified, address }) {
      const idempotencyKey = idempotencyKeyOf(request);
      const own = verified && deviceKey(serviceProvider, verified);
      if (own) rate.count(own);
      const { machine, input = {}, device = {} } = await readBody(request, flowToStart());
      const id = verified ?? device.id;
      if (id === undefined) throw new Problem(400, 'device_missing', 'device.id is missing.');
      if (device.id !== undefined && device.id !== id)
        throw new Problem(403, 'device_of_other', 'The request is of another device.');
      if (!machines.has(machine))
        throw new Problem(400, 'machine_unknown', `machine: expected ${[...machines].join(', ')}.`);
      const key = own || deviceKey(serviceProvider, id);
      if (!own) rate.count(key);
      const { info, partnerFramework = false } = device;
      await devices.learn(key, { id, info, address, partnerFramework });
      const flow = flowId(key, idempotencyKey);
      await flows.add(key, flow, machine);
      const options = idempotencyKey === undefined ? {} : { idempotencyKey };
      const state = await timed(machine, 'start', () => host.start(flow, machine, input, options));
      return answer(flow, state, 201, { Location: `flows/${flow}` });
    },

    async readFlow(call) {
      const wait = waitOf(call.url);
      const device = await ownerOf(call);
      const known = seqOf(call.request.headers.get('If-None-Match'));
      let state = await host.view(call.id);
      if (wait > 0 && state.seq === known && !state.isDone && !watchers.isOver)
        state = await news(call, device, state, wait);
      if (state.seq !== known) return answer(call.id, state);
      return new Response(null, { status: 304, headers: headersOf(state) });
    },

    async sendEvent(call) {
      const { request, id } = call;
      const device = await ownerOf(call);
      const idempotencyKey = idempotencyKeyOf(request);
      const body = await readBody(request, eventToSend());
      const isEvent = 'type' in body && typeof body.type === 'string';
      const event = (isEvent ? body : body.event) as { readonly type: string };
      const inBody = isEvent ? undefined : (body.ifSeq as number | undefined);
      const ifSeq = inBody ?? seqOf(request.headers.get('If-Match'));
      const machine = await flows.machineOf(device, id);
      const names = machine === undefined ? machineNames : [machine];
      if (!names.some((name) => takesEvent(name, event.type))) {
        // Nobody learns what a flow takes that is not there.
        await host.view(id);
        throw new Problem(422, 'event_refused', 'It is no event that an app sends to this flow.');
      }
      const options = {
        ...(idempotencyKey !== undefined && { idempotencyKey }),
        ...(ifSeq !== undefined && { ifSeq }),
      };
      try {
        const state = await timed(machine ?? 'unknown', 'event', () =>
          host.send(id, event, options),
        );
        return answer(id, state);
      } catch (error) {
        throw problemOf(error, ifSeq !== undefined);
      }
    },

    async streamFlow(call) {
      const { id, request } = call;
      const device = await ownerOf(call);
      const seen = seqOf(request.headers.get('Last-Event-ID')) ?? -1;
      const { seq } = await host.view(id);
      // A flow that began anew counts from the start.
      const after = seen > seq ? -1 : seen;
      let end = () => {};
      const onEnd = watchers.open(device, id, () => end());
      const stream = openStream({ host, id, after, onEnd });
      ({ end } = stream);
      return new Response(stream.body, {
        headers: {
          'Content-Type': 'text/event-stream',
          'Cache-Control': 'no-store, no-transform',
          // A proxy that collects an answer before it sends it on would hold the views back.
          'X-Accel-Buffering': 'no',
        },
      });
    },

    async takeMediaToken(call) {
      const device = await ownerOf(call);
      const body = await readBody(call.request, mediaTokenToTake(), { whenEmpty: {} });
      const { view } = await host.view(call.id);
      const permit = permitOf(view, body.resource);
      if (!permit) throw new Problem(409, 'not_permitted', 'The flow has no permit for that.');
      const token = await takeMediaToken(devices.clientOf(device), permit.ticket);
      if (!token) throw new Problem(410, 'media_token_gone', 'It was taken, or its time is over.');
      return json({ resource: permit.resource, ...token }, 200);
    },

    async readQuestion(call) {
      const wait = waitOf(call.url);
      const device = await ownerOf(call);
      await host.view(call.id);
      const { signal } = call.request;
      const ended = new AbortController();
      const end = () => ended.abort();
      const closed = watchers.open(device, call.id, end);
      signal.addEventListener('abort', end);
      try {
        const question = await questions.find(device, call.id, wait, ended.signal);
        return question ? json(question, 200) : new Response(null, { status: 204 });
      } finally {
        signal.removeEventListener('abort', end);
        closed();
      }
    },

    async answerQuestion(call) {
      const device = await ownerOf(call);
      await host.view(call.id);
      const body = await readBody(call.request, partnerAnswer(), { largest: LARGEST_ANSWER });
      await questions.answer(device, call.id, body);
      return new Response(null, { status: 204 });
    },

    async removeFlow(call) {
      const device = await ownerOf(call);
      try {
        await host.view(call.id);
      } catch (error) {
        // One that can't be read can be removed.
        if (error instanceof FlowError && error.code === 'flow_unknown') throw error;
      }
      await host.remove(call.id);
      await flows.remove(device, call.id);
      watchers.endFlow(call.id);
      return new Response(null, { status: 204 });
    },
  };
}
