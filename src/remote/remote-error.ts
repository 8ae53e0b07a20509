import type { Reply } from './requests.js';

/** The service has refused something. `code` says why, as its `application/problem+json` does. */
export class RemoteError extends Error {
  override readonly name = 'RemoteError';
  /** Of HTTP; 0 where the flow was stopped before anything was answered. */
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The error of an answer. */
export function errorOf({ status, text }: Pick<Reply, 'status' | 'text'>): RemoteError {
  let problem: { readonly code?: unknown; readonly detail?: unknown } = {};
  try {
    problem = Object(JSON.parse(text)) as typeof problem;
  } catch {
    // Somebody else has answered: a proxy, say.
  }
  const { code = 'foreign_answer', detail = `The service answered ${status}` } = problem;
  return new RemoteError(status, String(code), String(detail));
}
