import type { ZodMiniType } from 'zod/mini';
import {
  eventToSend,
  flowState,
  flowToStart,
  mediaToken,
  mediaTokenToTake,
  partnerAnswer,
  partnerQuestion,
} from './schemas.js';

/** What a route is called in the code and in the metrics. */
export type RouteName =
  | 'startFlow'
  | 'readFlow'
  | 'sendEvent'
  | 'streamFlow'
  | 'takeMediaToken'
  | 'readQuestion'
  | 'answerQuestion'
  | 'removeFlow'
  | 'health'
  | 'readiness'
  | 'metrics'
  | 'openApi';

/** A header or a parameter of the query. */
export interface Parameter {
  readonly in: 'header' | 'query';
  readonly name: string;
  readonly about: string;
  readonly type: 'string' | 'integer';
}

/** An answer that is no error. */
export interface RouteAnswer {
  readonly about: string;
  readonly schema?: () => ZodMiniType;
  /** Default: JSON, where there is a schema. */
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A route as data: what it answers is described from this, and tested against it. */
export interface Route {
  readonly name: RouteName;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** As Hono reads it. */
  readonly path: string;
  readonly about: string;
  readonly details?: string;
  readonly body?: () => ZodMiniType;
  readonly parameters?: readonly Parameter[];
  readonly answers: Readonly<Record<number, RouteAnswer>>;
  /** The statuses of its problems. */
  readonly problems: readonly number[];
  /** Not for devices: for whoever runs the service. */
  readonly isForOperators?: true;
}

const idempotencyKey = {
  in: 'header',
  name: 'Idempotency-Key',
  about: 'The same key counts once, however often it is sent.',
  type: 'string',
} as const;

const state: RouteAnswer = {
  about: 'How the flow stands.',
  schema: flowState,
  headers: {
    ETag: 'The `seq`, in quotes.',
    'Flow-Ended': '`true` where the flow has ended.',
  },
};

/** What every route of a device may come to. */
const always = [401, 403, 429, 503] as const;

/** The routes, in the order of a life. */
export const routes: readonly Route[] = [
  {
    name: 'startFlow',
    method: 'POST',
    path: '/v1/flows',
    about: 'Begins a flow.',
    details:
      'The same `Idempotency-Key` of the same device gives the flow that it has begun. A device has so many flows at a time: a new one takes the place of one that has ended, or else of the oldest.',
    body: flowToStart,
    parameters: [idempotencyKey],
    answers: {
      201: {
        ...state,
        about: 'The flow has begun.',
        headers: { ...state.headers, Location: 'Where it is.' },
      },
    },
    problems: [400, ...always, 409, 413, 415],
  },
  {
    name: 'readFlow',
    method: 'GET',
    path: '/v1/flows/:id',
    about: 'Gives how a flow stands, or waits for news.',
    details:
      'With `wait` and `If-None-Match`, it is a long poll: the answer comes with the next view, or, as 304, when the time is over.',
    parameters: [
      { in: 'query', name: 'wait', about: 'Seconds, 60 at most.', type: 'integer' },
      { in: 'header', name: 'If-None-Match', about: 'The ETag that is known.', type: 'string' },
    ],
    answers: { 200: state, 304: { about: 'It is as it was.' } },
    problems: [400, ...always, 404, 409],
  },
  {
    name: 'sendEvent',
    method: 'POST',
    path: '/v1/flows/:id/events',
    about: 'Sends an event to a flow.',
    details:
      'Answers when what the event has led to is stored. With `If-Match` or `ifSeq`, it counts only if the flow has not gone on.',
    body: eventToSend,
    parameters: [
      idempotencyKey,
      { in: 'header', name: 'If-Match', about: 'The ETag that is known.', type: 'string' },
    ],
    answers: { 200: state },
    problems: [400, ...always, 404, 409, 412, 413, 415, 422],
  },
  {
    name: 'streamFlow',
    method: 'GET',
    path: '/v1/flows/:id/stream',
    about: 'Streams the views of a flow as server-sent events.',
    details:
      'Each event `view` has the state as data and its `seq` as `id`. Whoever reads slowly gets the newest view, not each. The event `end` follows the last one.',
    parameters: [
      {
        in: 'header',
        name: 'Last-Event-ID',
        about: 'The last `seq` that was seen: the current view comes where it is another.',
        type: 'string',
      },
    ],
    answers: { 200: { about: 'The stream.', type: 'text/event-stream' } },
    problems: [400, ...always, 404, 409],
  },
  {
    name: 'takeMediaToken',
    method: 'POST',
    path: '/v1/flows/:id/media-token',
    about: 'Hands out the media token of a play request that was permitted, once.',
    body: mediaTokenToTake,
    answers: { 200: { about: 'The token. Nobody may store it.', schema: mediaToken } },
    problems: [400, ...always, 404, 409, 410, 413, 415],
  },
  {
    name: 'readQuestion',
    method: 'GET',
    path: '/v1/flows/:id/partner',
    about: 'Gives what a flow asks the partner framework of the app, or waits for it.',
    details:
      'A flow asks in the phases `status` and `partner_profile`, where its device has told `partnerFramework`.',
    parameters: [{ in: 'query', name: 'wait', about: 'Seconds, 60 at most.', type: 'integer' }],
    answers: {
      200: { about: 'The question. Nobody may store it.', schema: partnerQuestion },
      204: { about: 'Nothing is asked.' },
    },
    problems: [400, ...always, 404, 409],
  },
  {
    name: 'answerQuestion',
    method: 'POST',
    path: '/v1/flows/:id/partner',
    about: 'Takes what the partner framework has answered.',
    details:
      'The answer is stored, encrypted as what devices keep, until the flow has gone on. The first one counts.',
    body: partnerAnswer,
    answers: { 204: { about: 'The flow has it.' } },
    problems: [400, ...always, 404, 409, 413, 415],
  },
  {
    name: 'removeFlow',
    method: 'DELETE',
    path: '/v1/flows/:id',
    about: 'Removes a flow. It signs nobody out.',
    answers: { 204: { about: 'It is gone.' } },
    problems: [...always, 404],
  },
  {
    name: 'health',
    method: 'GET',
    path: '/healthz',
    about: 'Says that the process lives.',
    answers: { 200: { about: 'It does.', type: 'text/plain' } },
    problems: [],
    isForOperators: true,
  },
  {
    name: 'readiness',
    method: 'GET',
    path: '/readyz',
    about: 'Says whether the service takes requests: its store answers, and it does not end.',
    answers: { 200: { about: 'It does.', type: 'text/plain' } },
    problems: [503],
    isForOperators: true,
  },
  {
    name: 'metrics',
    method: 'GET',
    path: '/metrics',
    about: 'Metrics for Prometheus, where `prom-client` is installed.',
    answers: { 200: { about: 'The metrics.', type: 'text/plain' } },
    problems: [501],
    isForOperators: true,
  },
  {
    name: 'openApi',
    method: 'GET',
    path: '/openapi.json',
    about: 'This document.',
    answers: { 200: { about: 'It.', type: 'application/json' } },
    problems: [],
    isForOperators: true,
  },
];
