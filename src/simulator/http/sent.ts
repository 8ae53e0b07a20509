import type { SentAnswer } from './answer.js';

const answers = new WeakMap<Response, SentAnswer>();

/** Keeps what a `Response` cannot say about its answer. */
export function remember(response: Response, answer: SentAnswer): Response {
  answers.set(response, answer);
  return response;
}

/** Whether this is a redirect that a browser hides from scripts. */
export const isOpaque = (response: Response): boolean => answers.get(response)?.opaque === true;

/** Whether the body is made as its reader takes it. */
export const isStreamed = (response: Response): boolean =>
  answers.get(response)?.body instanceof ReadableStream;
