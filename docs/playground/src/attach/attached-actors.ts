import type { ShownActor } from '../session/actor.js';
import type { Lane } from '../session/row.js';
import type { AppMessage } from './messages.js';

/** More than one person looks at, and less than a page can bear. */
const MOST_ACTORS = 2000;

type Told = Extract<AppMessage, { type: 'actor' }>;

/** The parts of a snapshot that place an actor. */
export const placed = (snapshot: Told['snapshot']): Partial<ShownActor> => ({
  status: snapshot.status,
  ...(snapshot.value !== undefined && { value: snapshot.value }),
  snapshot: () => snapshot,
});

/** What is known of the actors of devices. */
export class AttachedActors {
  readonly #all = new Map<string, ShownActor>();
  /** Of those that there is no room for, by what they are called. */
  readonly #unshown = new Map<string, string>();
  #list: readonly ShownActor[] | undefined;

  list(): readonly ShownActor[] {
    this.#list ??= [...this.#all.values()];
    return this.#list;
  }

  /** How many there are that are not shown, by their names. */
  unshown(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const name of this.#unshown.values()) counts.set(name, (counts.get(name) ?? 0) + 1);
    return counts;
  }

  get(sessionId: string | undefined): ShownActor | undefined {
    return sessionId === undefined ? undefined : this.#all.get(sessionId);
  }

  begin({ sessionId, device, parentId, src, name, chart, snapshot, acceptsEvents }: Told): void {
    if (this.#all.size >= MOST_ACTORS && !this.#all.has(sessionId)) {
      this.#unshown.set(sessionId, src ?? name);
      return;
    }
    this.put({
      sessionId,
      device,
      id: name,
      ...(parentId !== undefined && { parentId }),
      ...(src !== undefined && { src }),
      ...(chart && { chart }),
      ...(acceptsEvents !== undefined && { acceptsEvents }),
      status: snapshot.status,
      taken: [],
      ...placed(snapshot),
    });
  }

  put(actor: ShownActor): void {
    this.#all.set(actor.sessionId, actor);
    this.#list = undefined;
  }

  drop(isGone: (sessionId: string, actor: ShownActor | undefined) => boolean): void {
    for (const [id, actor] of this.#all) if (isGone(id, actor)) this.#all.delete(id);
    for (const id of this.#unshown.keys()) if (isGone(id, undefined)) this.#unshown.delete(id);
    this.#list = undefined;
  }

  /** Changes those of a device. */
  change(device: string, change: (actor: ShownActor) => ShownActor): void {
    for (const actor of this.#all.values())
      if (actor.device === device) this.#all.set(actor.sessionId, change(actor));
    this.#list = undefined;
  }

  /** The lane of a machine; what it invokes, and does not say, is in its own. */
  laneOf(sessionId: string | undefined): Lane {
    const actor = this.get(sessionId);
    if (!actor) return 'app';
    if (actor.parentId !== undefined) return actor.chart?.id ?? this.laneOf(actor.parentId);
    const alike = this.list().filter(
      ({ device, parentId, id }) =>
        device === actor.device && parentId === undefined && id === actor.id,
    );
    const index = alike.indexOf(actor);
    return index > 0 ? `${actor.id} ${index + 1}` : actor.id;
  }

  /** Who asks the server, as far as that is known: the machine of a device that has but one. */
  askerOf(device: string): Lane {
    const roots = this.list().filter(
      (actor) => actor.device === device && actor.parentId === undefined,
    );
    const [root] = roots;
    return root && roots.length === 1 ? this.laneOf(root.sessionId) : 'app';
  }
}
