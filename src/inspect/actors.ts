import type { AnyActorRef, Snapshot } from 'xstate';
import { isMachine } from './is-machine.js';
import type { SeenActor, SeenSnapshot } from './observation.js';
import type { See } from './see.js';

/** What XState has of an actor, beside what its types say. */
interface Internals {
  readonly logic?: unknown;
  readonly src?: unknown;
  readonly _parent?: AnyActorRef;
}

/** An actor that is alive, and what was last seen of it. */
export interface LiveActor {
  readonly ref: AnyActorRef;
  readonly actor: SeenActor;
  /** The last snapshot, as it is. */
  raw: Snapshot<unknown> | undefined;
  /** The last event, as long as nobody knows where it has led. */
  pending?: { readonly type: string } | undefined;
}

/** Keeps the actors that are alive, and gives each an id that no other has. */
export class Actors {
  readonly #ids = new WeakMap<AnyActorRef, string>();
  readonly #live = new Map<AnyActorRef, LiveActor>();
  /** Of actors that have not ended. */
  readonly #taken = new Set<string>();
  readonly #see: See;

  constructor(see: See) {
    this.#see = see;
  }

  /** Two copies of XState count from zero each. */
  idOf(ref: AnyActorRef): string {
    const known = this.#ids.get(ref);
    if (known !== undefined) return known;
    let id = ref.sessionId;
    for (let copy = 1; this.#taken.has(id); copy += 1) id = `${ref.sessionId}~${copy}`;
    this.#taken.add(id);
    this.#ids.set(ref, id);
    return id;
  }

  get(ref: AnyActorRef): LiveActor | undefined {
    return this.#live.get(ref);
  }

  bySession(sessionId: string): LiveActor | undefined {
    return this.list().find(({ actor }) => actor.sessionId === sessionId);
  }

  list(): readonly LiveActor[] {
    return [...this.#live.values()];
  }

  add(ref: AnyActorRef): LiveActor {
    const see = this.#see;
    const { logic, src } = ref as Internals;
    const parent = parentOf(ref);
    const sessionId = this.idOf(ref);
    const live: LiveActor = {
      ref,
      // Nothing yet where it has only just been made; what it is by now, where somebody looks on late.
      raw: ref.getSnapshot() as Snapshot<unknown> | undefined,
      actor: {
        sessionId,
        id: see.text(ref.id),
        rootId: this.idOf(rootOf(ref)),
        ...(parent && { parentId: this.idOf(parent) }),
        ...(typeof src === 'string' && { src: see.text(src) }),
        ...(isMachine(logic) && { machine: logic }),
        get snapshot(): SeenSnapshot | undefined {
          return live.raw && see.snapshot(live.raw);
        },
      },
    };
    this.#live.set(ref, live);
    return live;
  }

  remove(ref: AnyActorRef): void {
    this.#live.delete(ref);
    this.#taken.delete(this.idOf(ref));
  }
}

export function parentOf(ref: AnyActorRef): AnyActorRef | undefined {
  const { _parent: parent } = ref as Internals;
  return parent;
}

function rootOf(ref: AnyActorRef): AnyActorRef {
  const parent = parentOf(ref);
  return parent ? rootOf(parent) : ref;
}
