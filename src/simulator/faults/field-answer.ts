import { redirect, statusPage, type Answer, type SentAnswer } from '../http/answer.js';
import { captivePortalPath, portalPage } from '../pages/captive-portal.js';
import { gzip, half, streamed, withoutEnd } from './bodies.js';
import type { CaptivePortalFault, FieldFault, UnexpectedBodyFault } from './field-fault.js';

/** What a fault has to work with. */
export interface Hit {
  readonly request: Request;
  /** Lets the service do its work. */
  readonly work: () => Promise<Answer>;
}

/** The pages of what stands in between: their statuses, and how they put them. */
const pages = {
  proxy: {
    401: 'Unauthorized',
    403: 'Forbidden',
    407: 'Proxy Authentication Required',
    451: 'Unavailable For Legal Reasons',
  },
  'load-balancer': {
    404: 'Not Found',
    408: 'Request Timeout',
    502: 'Bad Gateway',
    503: 'Service Unavailable',
    504: 'Gateway Timeout',
  },
  cdn: {
    425: 'Too Early',
    520: 'Web server is returning an unknown error',
    521: 'Web server is down',
    522: 'Connection timed out',
    523: 'Origin is unreachable',
    524: 'A timeout occurred',
  },
} as const;

const defaultStatus = { proxy: 407, 'load-balancer': 503, cdn: 522 } as const;

const kinds: ReadonlySet<string> = new Set<FieldFault['kind']>([
  'captive-portal',
  'proxy',
  'load-balancer',
  'cdn',
  'unexpected-body',
  'endless-body',
  'stalled-body',
]);

/** @throws RangeError where there is no such kind, or it has no such status */
export function checkFieldFault(fault: FieldFault): void {
  const { kind } = fault;
  if (!kinds.has(kind)) throw new RangeError(`There is no fault of kind ${kind}`);
  if (kind !== 'proxy' && kind !== 'load-balancer' && kind !== 'cdn') return;
  const { status = defaultStatus[kind] } = fault;
  if (!(status in pages[kind])) throw new RangeError(`A ${kind} does not answer with ${status}`);
}

/** The answer that comes with a fault of the field. */
export async function fieldAnswer(fault: FieldFault, hit: Hit): Promise<SentAnswer> {
  switch (fault.kind) {
    case 'captive-portal':
      return { ...portalAnswer(fault, hit.request), foreign: true };
    case 'proxy':
    case 'load-balancer':
    case 'cdn': {
      const { kind, status = defaultStatus[kind] } = fault;
      const phrases: Readonly<Record<number, string>> = pages[kind];
      const answer = statusPage(status, phrases[status] ?? '', kind);
      return { ...answer, headers: { ...answer.headers, ...challenge(status) }, foreign: true };
    }
    case 'unexpected-body':
      return unexpectedBody(fault, await hit.work());
    default: {
      const right = await hit.work();
      const { body = '' } = right;
      const pieces =
        fault.kind === 'endless-body' ? withoutEnd(body) : [new TextEncoder().encode(half(body))];
      return withBody(right, streamed(pieces, 'stall', hit.request));
    }
  }
}

function portalAnswer({ answer = 'redirect' }: CaptivePortalFault, { url }: Request): SentAnswer {
  if (answer === 'page') return portalPage(200);
  if (answer === 511) return portalPage(511);
  const sent = redirect(new URL(captivePortalPath, url).href);
  return answer === 'opaqueredirect' ? { ...sent, opaque: true } : sent;
}

function challenge(status: number): Record<string, string> {
  if (status === 401) return { 'www-authenticate': 'Basic realm="proxy"' };
  return status === 407 ? { 'proxy-authenticate': 'Basic realm="proxy"' } : {};
}

async function unexpectedBody({ body }: UnexpectedBodyFault, right: Answer): Promise<SentAnswer> {
  const text = right.body ?? '';
  switch (body) {
    case 'html': {
      const { headers, body: page = '' } = statusPage(right.status, 'Welcome', 'proxy');
      return withBody({ ...right, headers }, page);
    }
    case 'garbage':
      return withBody(
        right,
        Uint8Array.from({ length: 64 }, (_, index) => (index * 89 + 128) % 256),
      );
    case 'gzip':
      return withBody(right, await gzip(text));
    case 'empty': {
      const { body: _, ...rest } = right;
      return { ...rest, status: 204 };
    }
    case 'byte-order-mark':
      return withBody(right, `\uFEFF${text}`);
    default:
      return withBody(right, body);
  }
}

/** An answer with another body; one that had none gets the status for it. */
function withBody(answer: Answer, body: NonNullable<SentAnswer['body']>): SentAnswer {
  const type = { 'content-type': 'application/json;charset=UTF-8' };
  return answer.body === undefined
    ? { ...answer, status: 200, headers: { ...type, ...answer.headers }, body }
    : { ...answer, body };
}
