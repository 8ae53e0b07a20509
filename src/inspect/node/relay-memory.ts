import { itemsOf, Past, type Told } from '../past.js';
import { DEVICE, type DeviceMessage } from '../stately/messages.js';

/** What a message of an app says; `@statelyai/inspect` has more in it. */
interface AppMessage {
  readonly type?: unknown;
  readonly sessionId?: unknown;
  readonly seq?: unknown;
  readonly snapshot?: { readonly status?: unknown } | null;
}

/** For one app, in characters: of what happened last, and as much of how its actors stood before. */
const MEMORY_LIMIT = 1 << 24;

const kinds: ReadonlyMap<unknown, Told<string>['kind']> = new Map([
  ['@xstate.actor', 'actor'],
  ['@xstate.snapshot', 'snapshot'],
]);

/** What an app has told, for a page that comes later. */
export class RelayMemory {
  #past = pastOf(0);
  /** Of an app that says who it is. */
  #device: DeviceMessage | undefined;
  #toldAt = 0;

  get device(): Pick<DeviceMessage, 'device' | 'name'> | undefined {
    return this.#device;
  }

  /** How each actor that is alive stands now, parents first. */
  get alive(): readonly string[] {
    return itemsOf(this.#past.alive());
  }

  get sessionIds(): readonly string[] {
    return [...this.#past.alive().keys()];
  }

  /** Who it is, and what has happened there. */
  get past(): readonly string[] {
    const device = this.#device;
    if (!device) return this.alive;
    const now = device.now + Date.now() - this.#toldAt;
    const { sessionIds } = this;
    return [JSON.stringify({ ...device, now, sessionIds }), ...this.#past.list()];
  }

  /** @returns whether it tells of the past: to pages that have asked for it */
  keep(message: object, text: string): boolean {
    const { type, sessionId, seq, snapshot } = message as AppMessage;
    if (type === DEVICE) {
      this.#device = message as DeviceMessage;
      this.#toldAt = Date.now();
      this.#past = pastOf(MEMORY_LIMIT);
      return true;
    }
    const isOver = (snapshot?.status ?? 'active') !== 'active';
    const kind = kinds.get(type) ?? 'other';
    const isOfActor = typeof sessionId === 'string';
    if (isOfActor || this.#device)
      this.#past.add({
        kind: !isOfActor ? 'other' : kind === 'snapshot' && isOver ? 'over' : kind,
        sessionId: isOfActor ? sessionId : '',
        item: text,
      });
    return typeof seq === 'number' && this.#device !== undefined && seq <= this.#device.seq;
  }

  /** The app says that it goes. */
  forget(): void {
    this.#past = pastOf(0);
    this.#device = undefined;
  }
}

/** @param last Nothing of what happened where nobody asks for it: of an app that does not say who it is. */
const pastOf = (last: number) =>
  new Past<string>({ last, before: MEMORY_LIMIT, weigh: (text) => text.length });
