/** What a message of an app says of its actors; `@statelyai/inspect` has more in it. */
interface ActorMessage {
  readonly type?: unknown;
  readonly sessionId?: unknown;
  readonly snapshot?: { readonly status?: unknown } | null;
}

interface Remembered {
  readonly actor: string;
  snapshot?: string;
}

/** For one app, in characters; what is beyond that is not kept. */
const MEMORY_LIMIT = 1 << 24;

/** The actors of an app that are alive, and where they stand, for a page that comes later. */
export class RelayMemory {
  readonly #actors = new Map<string, Remembered>();
  #size = 0;

  /** Parents first, as the app has told. */
  get texts(): readonly string[] {
    return [...this.#actors.values()].flatMap(({ actor, snapshot }) =>
      snapshot === undefined ? [actor] : [actor, snapshot],
    );
  }

  get sessionIds(): readonly string[] {
    return [...this.#actors.keys()];
  }

  keep(message: object, text: string): void {
    const { type, sessionId, snapshot } = message as ActorMessage;
    if (typeof sessionId !== 'string') return;
    if (type === '@xstate.actor') this.#set(sessionId, { actor: text });
    const known = this.#actors.get(sessionId);
    if (type !== '@xstate.snapshot' || !known) return;
    if ((snapshot?.status ?? 'active') === 'active') {
      this.#set(sessionId, { actor: known.actor, snapshot: text });
    } else this.#delete(sessionId);
  }

  forget(): void {
    this.#actors.clear();
    this.#size = 0;
  }

  #set(sessionId: string, remembered: Remembered): void {
    const change = sizeOf(remembered) - sizeOf(this.#actors.get(sessionId));
    if (this.#size + change > MEMORY_LIMIT) return this.#delete(sessionId);
    this.#size += change;
    this.#actors.set(sessionId, remembered);
  }

  #delete(sessionId: string): void {
    this.#size -= sizeOf(this.#actors.get(sessionId));
    this.#actors.delete(sessionId);
  }
}

const sizeOf = (remembered: Remembered | undefined): number =>
  remembered ? remembered.actor.length + (remembered.snapshot?.length ?? 0) : 0;
