import { FlowError } from '../durable/flow-error.js';
import { isPassError } from '../errors/index.js';

/** What is answered instead of what was asked for (RFC 9457). */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  /** Seconds. */
  readonly retryAfter: number | undefined;
  /** The parts of a body that are wrong, by their paths. */
  readonly paths: readonly string[] | undefined;

  constructor(
    status: number,
    code: string,
    detail: string,
    more: { readonly retryAfter?: number; readonly paths?: readonly string[] } = {},
  ) {
    super(detail);
    this.status = status;
    this.code = code;
    this.retryAfter = more.retryAfter;
    this.paths = more.paths;
  }
}

const titles: Readonly<Record<number, string>> = {
  400: 'The request can’t be read',
  401: 'The device is unknown',
  403: 'Not allowed',
  404: 'There is nothing here',
  405: 'No such method here',
  408: 'The request took too long',
  409: 'The flow can’t do that',
  410: 'Gone',
  412: 'The flow has gone on',
  413: 'The body is too large',
  415: 'The body has to be JSON',
  422: 'The event is refused',
  429: 'Too many requests',
  500: 'The service has failed',
  501: 'Not installed',
  503: 'The service is unavailable',
};

/** Seconds after which it may work again. */
const SOON = 2;

const statuses: Readonly<Record<string, number>> = {
  flow_unknown: 404,
  flow_of_other_machine: 409,
  unreadable_record: 409,
  flow_broken: 500,
  event_refused: 422,
};

/** What the host's error comes to, for who has sent `ifSeq` or has not. */
function ofHost({ code, message }: FlowError, ifSeq: boolean): Problem {
  if (code === 'flow_changed' && ifSeq)
    return new Problem(
      412,
      code,
      'Another event came first: look at the view before you send yours.',
    );
  const status = statuses[code];
  if (status === undefined)
    return new Problem(503, 'unavailable', 'Try again in a moment.', { retryAfter: SOON });
  if (status === 404) return unknownFlow();
  // Its message may name what was stored.
  const detail = status === 422 ? message : `The service says ${code}.`;
  return new Problem(status, code, detail);
}

export const unknownFlow = (): Problem =>
  new Problem(
    404,
    'flow_unknown',
    'It has ended and was removed, or never was one of this device.',
  );

/**
 * What a caught value is answered with. What nobody has foreseen is told to nobody but the operator.
 *
 * @param ifSeq Whether the request was for one `seq` alone.
 */
export function problemOf(error: unknown, ifSeq = false): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof FlowError) return ofHost(error, ifSeq);
  if (isPassError(error) && error.name === 'InvalidInputError')
    return new Problem(400, error.code, error.message);
  return new Problem(503, 'unavailable', 'Try again in a moment.', { retryAfter: SOON });
}

/** Whether the operator should hear of it. */
export const isOurs = ({ status }: Problem): boolean => status >= 500;

/** The answer. */
export function problemResponse({ status, code, message, retryAfter, paths }: Problem): Response {
  const body = {
    title: titles[status] ?? 'It failed',
    status,
    code,
    detail: message,
    errors: paths,
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      ...(retryAfter !== undefined && { 'Retry-After': String(retryAfter) }),
    },
  });
}
