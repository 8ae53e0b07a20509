import type * as z from 'zod/mini';
import { Problem } from './problem.js';

/** Bytes of a body at most. */
const LARGEST_BODY = 32 * 1024;
/** Milliseconds that a body may take. */
const PATIENCE = 10_000;

async function textOf(request: Request, largest: number): Promise<string> {
  const tooLarge = () => new Problem(413, 'body_too_large', `At most ${largest} bytes.`);
  if (Number(request.headers.get('Content-Length') ?? 0) > largest) throw tooLarge();
  if (!request.body) return '';
  const reader = request.body.getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Problem(408, 'body_too_slow', 'The body did not come in time.')),
      PATIENCE,
    );
  });
  let size = 0;
  let text = '';
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), late]);
      if (done) return text + decoder.decode();
      size += value.byteLength;
      if (size > largest) throw tooLarge();
      text += decoder.decode(value, { stream: true });
    }
  } catch (error) {
    void reader.cancel().catch(() => {});
    if (error instanceof Problem) throw error;
    throw new Problem(400, 'body_unreadable', 'The body has to be JSON in UTF-8.');
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The body of a request, as a schema reads it.
 *
 * @param whenEmpty What an empty body stands for; without it, there has to be one.
 * @throws Problem 400, 408, 413 or 415; it repeats nothing of the body
 */
export async function readBody<T extends z.ZodMiniType>(
  request: Request,
  schema: T,
  { largest = LARGEST_BODY, whenEmpty }: { largest?: number; whenEmpty?: object } = {},
): Promise<z.output<T>> {
  const text = await textOf(request, largest);
  let body: unknown = whenEmpty;
  if (text !== '' || !whenEmpty) {
    // No form of another site can send this type unasked.
    if (!/^application\/json\s*(;|$)/i.test(request.headers.get('Content-Type') ?? ''))
      throw new Problem(415, 'body_of_other_type', 'Content-Type has to be application/json.');
    try {
      body = JSON.parse(text);
    } catch {
      throw new Problem(400, 'body_unreadable', 'The body has to be JSON in UTF-8.');
    }
  }
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const paths = [...new Set(read.error.issues.map(({ path }) => path.join('.')))].slice(0, 20);
  throw new Problem(400, 'body_invalid', 'Parts of the body are missing or wrong.', { paths });
}
