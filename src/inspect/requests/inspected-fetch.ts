import type { Json } from '../observation.js';
import type { Redactor } from '../redact/redactor.js';
import { endpointOf } from './endpoint-of.js';
import { readStart } from './read-start.js';
import type { SeenRequest } from './seen-request.js';

/** What of a request is shown; of whatever a fetch may take. */
function requestOf(input: RequestInfo | URL, init: RequestInit | undefined) {
  const asked = Object(input) as Partial<Request> & { readonly toString: () => string };
  const { method = 'GET', url = asked.toString() } = asked;
  return { method: (init?.method ?? method).toUpperCase(), url };
}

/** A thing that was thrown, which need not be an error. */
function failureOf(thrown: unknown, redactor: Redactor): NonNullable<SeenRequest['failure']> {
  const { name, message } = (thrown ?? {}) as { name?: unknown; message?: unknown };
  const text = (of: unknown, otherwise: string) =>
    typeof of === 'string' ? redactor.text(of) : otherwise;
  return { name: text(name, 'Error'), message: text(message, '') };
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

function codeOf(body: Json): string | undefined {
  const { code } = (body ?? {}) as { readonly code?: Json };
  return typeof code === 'string' ? code : undefined;
}

/** What there is to know of a body: a copy of its start is read, if it is text. */
async function bodyOf(
  response: Response,
  url: string,
  redactor: Redactor,
): Promise<Partial<SeenRequest>> {
  const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
  const declared = response.headers.get('content-length');
  const about = {
    ...(type !== '' && { type: redactor.text(type.trim().toLowerCase()) }),
    ...(declared !== null && /^\d{1,12}$/.test(declared) && { length: Number(declared) }),
  };
  if (!/json|^text\//i.test(type) || response.bodyUsed) return about;
  const { text, length = about.length } = await readStart(response.clone());
  const read = text !== undefined && /json/i.test(type) ? parsed(text) : undefined;
  const known = { ...about, ...(length !== undefined && { length }) };
  if (read === undefined) return known;
  // Of a registration and of a token, nothing.
  const body = redactor.value(read, /\/o\/client\//.test(url) ? 'credentials' : '');
  const code = response.ok ? undefined : codeOf(body);
  return { ...known, body, ...(code !== undefined && { code }) };
}

/** Who is told of requests, and by which clock. */
export interface RequestLog {
  /** When it is sent, when it is answered or has failed, and when its body was read. */
  readonly tell: (request: SeenRequest) => void;
  readonly now: () => number;
  readonly redactor: Redactor;
}

let count = 0;

/** A fetch that does the same, and is told of. */
export const inspectedFetch =
  (fetch: typeof globalThis.fetch, { tell, now, redactor }: RequestLog): typeof globalThis.fetch =>
  async (input, init) => {
    const asked = requestOf(input, init);
    const method = redactor.text(asked.method);
    const url = redactor.text(asked.url);
    const endpoint = endpointOf(method, asked.url);
    const at = now();
    count += 1;
    const about = { id: count, at, ...(endpoint && { endpoint }), method, url };
    tell({ ...about, stage: 'sent' });
    let response: Response;
    try {
      response = await fetch(input, init);
    } catch (error) {
      const failure = failureOf(error, redactor);
      tell({ ...about, stage: 'over', milliseconds: now() - at, failure });
      throw error;
    }
    const answered = { ...about, milliseconds: now() - at, status: response.status };
    tell({ ...answered, stage: 'answered' });
    bodyOf(response, asked.url, redactor).then(
      (more) => tell({ ...answered, ...more, stage: 'over' }),
      // Whatever goes wrong with a copy is not the app's concern.
      () => tell({ ...answered, stage: 'over' }),
    );
    return response;
  };
