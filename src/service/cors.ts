const METHODS = 'GET, POST, DELETE';
const ASKED =
  'Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID';
const TOLD = 'ETag, Flow-Ended, Location, Retry-After';

/** Seconds that a browser remembers what it may ask. */
const REMEMBERED = '600';

/** Lets the pages of some origins ask, and no other. */
export class Cors {
  readonly #origins: ReadonlySet<string>;

  constructor(origins: readonly string[]) {
    this.#origins = new Set(origins);
  }

  /** The answer to a browser that asks whether it may ask. */
  preflight(request: Request): Response | undefined {
    if (request.method !== 'OPTIONS') return undefined;
    const headers = { 'Access-Control-Max-Age': REMEMBERED };
    return this.allow(request, new Response(null, { status: 204, headers }));
  }

  /** The answer, for a page that may read it. */
  allow(request: Request, answer: Response): Response {
    if (this.#origins.size === 0) return answer;
    const { headers } = answer;
    headers.append('Vary', 'Origin');
    const origin = request.headers.get('Origin');
    if (origin === null || !this.#origins.has(origin)) return answer;
    headers.set('Access-Control-Allow-Origin', origin);
    headers.set('Access-Control-Allow-Methods', METHODS);
    headers.set('Access-Control-Allow-Headers', ASKED);
    headers.set('Access-Control-Expose-Headers', TOLD);
    return answer;
  }
}
