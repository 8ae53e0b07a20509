import { delayOf, pause, retryAfterOf } from './pause.js';
import { errorOf, RemoteError } from './remote-error.js';
import type { Reply } from './requests.js';

interface Queued {
  readonly event: object;
  readonly key: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Milliseconds that are left for what is still to be sent when the flow is stopped. */
const GRACE = 30_000;
/** How often an answer of 401 is tried again: a token may just have run out. */
const MOST_UNVERIFIED = 2;

/** Whether a later attempt may be answered otherwise. */
export const isPassing = (status: number, unverified: number): boolean =>
  status === 408 ||
  status === 429 ||
  status >= 500 ||
  (status === 401 && unverified < MOST_UNVERIFIED);

/** An idempotency key that nobody else makes. */
export const createKeys = (): (() => string) => {
  const random = () => Math.random().toString(36).slice(2, 12);
  const prefix = `${Date.now().toString(36)}-${random()}${random()}`;
  let count = 0;
  return () => `${prefix}-${(count += 1)}`;
};

/** Sends events in order, each until it is answered: the service counts each once, by its key. */
export class EventQueue {
  readonly #queued: Queued[] = [];
  readonly #newKey = createKeys();
  readonly #post: (event: object, key: string, signal: AbortSignal) => Promise<Reply>;
  readonly #onAnswer: (reply: Reply) => void;
  readonly #over = new AbortController();
  #isSending = false;
  #isStopped = false;

  /** @param onAnswer Gets what the service answers to an event that it has taken. */
  constructor(
    post: (event: object, key: string, signal: AbortSignal) => Promise<Reply>,
    onAnswer: (reply: Reply) => void,
  ) {
    this.#post = post;
    this.#onAnswer = onAnswer;
  }

  add(event: object): Promise<void> {
    const sent = new Promise<void>((resolve, reject) => {
      if (this.#isStopped) reject(stopped());
      else this.#queued.push({ event, key: this.#newKey(), resolve, reject });
    });
    // Nobody has to look at it.
    sent.catch(() => {});
    void this.#sendAll();
    return sent;
  }

  /** Takes no more events; what was sent before still goes out, for a while. */
  stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    const timer = setTimeout(() => this.#over.abort(), this.#queued.length > 0 ? GRACE : 0);
    // It must not keep a process of Node.
    (timer as { unref?: () => void }).unref?.();
  }

  async #sendAll(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    for (let next = this.#queued[0]; next; next = this.#queued[0]) {
      await this.#sendOne(next);
      this.#queued.shift();
    }
    this.#isSending = false;
  }

  async #sendOne({ event, key, resolve, reject }: Queued): Promise<void> {
    const { signal } = this.#over;
    let unverified = 0;
    for (let failures = 1; !signal.aborted; failures += 1) {
      let retryAfter = 0;
      try {
        const reply = await this.#post(event, key, signal);
        if (reply.ok) {
          resolve();
          return this.#onAnswer(reply);
        }
        if (!isPassing(reply.status, unverified)) return reject(errorOf(reply));
        if (reply.status === 401) unverified += 1;
        retryAfter = retryAfterOf(reply);
      } catch (error) {
        if (error instanceof RemoteError) return reject(error);
        // Nobody knows whether it has arrived: the same key goes out again.
      }
      await pause(delayOf(failures, retryAfter), signal);
    }
    reject(stopped());
  }
}

const stopped = () => new RemoteError(0, 'flow_stopped', 'The flow was stopped');
