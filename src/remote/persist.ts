import { isPassing } from './event-queue.js';
import { delayOf, pause, retryAfterOf } from './pause.js';
import { errorOf, RemoteError } from './remote-error.js';
import type { RemoteRequest, Reply } from './requests.js';

/** Milliseconds for an answer to a request that changes something. */
const PATIENCE = 15_000;

/** A request that changes something. */
export const post = (
  url: string,
  body: object,
  signal: AbortSignal,
  key?: string,
): RemoteRequest => ({
  url,
  method: 'POST',
  headers: {
    'Content-Type': 'application/json',
    ...(key !== undefined && { 'Idempotency-Key': key }),
  },
  body: JSON.stringify(body),
  signal,
  within: PATIENCE,
});

/** Sends a request that may go out twice, until it is answered. @throws RemoteError */
export async function persist(send: () => Promise<Reply>, signal: AbortSignal): Promise<Reply> {
  let unverified = 0;
  for (let failures = 1; !signal.aborted; failures += 1) {
    let retryAfter = 0;
    try {
      const reply = await send();
      if (reply.ok) return reply;
      if (!isPassing(reply.status, unverified)) throw errorOf(reply);
      if (reply.status === 401) unverified += 1;
      retryAfter = retryAfterOf(reply);
    } catch (error) {
      if (error instanceof RemoteError) throw error;
    }
    await pause(delayOf(failures, retryAfter), signal);
  }
  throw new RemoteError(0, 'flow_stopped', 'The flow was stopped');
}
