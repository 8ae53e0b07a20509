import type { Redactor } from '../redact/redactor.js';
import type { FlightResponse } from './flight-record.js';

/** A response, before somebody says where it stands among the steps. */
export type Answer = Omit<FlightResponse, 'after'>;

/** Characters of a body that is kept; the lists of TV providers are longer, and tell little. */
const LONGEST = 100_000;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** What of a request is shown; of whatever a fetch may take. */
function requestOf(input: RequestInfo | URL, init: RequestInit | undefined) {
  const asked = Object(input) as Partial<Request> & { readonly toString: () => string };
  const { method = 'GET', url = asked.toString() } = asked;
  return { method: (init?.method ?? method).toUpperCase(), url };
}

/** A thing that was thrown, which need not be an error. */
function failureOf(thrown: unknown, redactor: Redactor): NonNullable<FlightResponse['failure']> {
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

/** Reads a copy of the body, if it is text; whatever goes wrong with it is not the app's concern. */
async function readBody(
  response: Response,
  entry: Writable<Answer>,
  redactor: Redactor,
): Promise<void> {
  const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
  if (type !== '') entry.type = redactor.text(type.trim().toLowerCase());
  const declared = response.headers.get('content-length');
  if (declared !== null && /^\d{1,12}$/.test(declared)) entry.length = Number(declared);
  if (!/json|^text\//i.test(type) || response.bodyUsed) return;
  const text = await response.clone().text();
  entry.length = text.length;
  const body = /json/i.test(type) && text.length <= LONGEST ? parsed(text) : undefined;
  // Of a registration and of a token, nothing.
  const name = /\/o\/client\//.test(entry.url) ? 'credentials' : '';
  if (body !== undefined) entry.body = redactor.value(body, name);
}

/** Where responses go, and by which clock. */
interface Log {
  readonly add: (entry: Answer) => void;
  readonly now: () => number;
  readonly redactor: Redactor;
}

/** A fetch that does the same, and is written down. */
export const recordedFetch =
  (fetch: typeof globalThis.fetch, { add, now, redactor }: Log): typeof globalThis.fetch =>
  async (input, init) => {
    const at = now();
    const { method, url } = requestOf(input, init);
    const entry = (): Writable<Answer> => ({
      at,
      method: redactor.text(method),
      url: redactor.text(url),
      milliseconds: now() - at,
    });
    let response: Response;
    try {
      response = await fetch(input, init);
    } catch (error) {
      add({ ...entry(), failure: failureOf(error, redactor) });
      throw error;
    }
    const answered = { ...entry(), status: response.status };
    add(answered);
    readBody(response, answered, redactor).catch(() => {});
    return response;
  };
