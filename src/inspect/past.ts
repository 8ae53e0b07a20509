/** What was told of an actor, or of something else. */
export interface Told<T> {
  /** `over`: nothing more comes of this actor. */
  readonly kind: 'actor' | 'snapshot' | 'over' | 'other';
  /** Of the actor; of nobody for `other`. */
  readonly sessionId: string;
  readonly item: T;
}

interface Known<T> {
  readonly actor: T;
  readonly snapshot?: T;
}

/** How much is kept. */
interface Limits<T> {
  /** Of what happened last. */
  readonly last: number;
  /** Of where the actors stood before that. */
  readonly before?: number;
  /** How much of it one item is. */
  readonly weigh?: (item: T) => number;
}

/** The last of what was told, and where each actor stood before that: what somebody needs who comes late. */
export class Past<T> {
  readonly #last: Array<Told<T>> = [];
  readonly #before = new Map<string, Known<T>>();
  readonly #limits: Required<Limits<T>>;
  #lastWeight = 0;
  #beforeWeight = 0;

  constructor({ last, before = Infinity, weigh = () => 1 }: Limits<T>) {
    this.#limits = { last, before, weigh };
  }

  add(told: Told<T>): void {
    this.#last.push(told);
    this.#lastWeight += this.#limits.weigh(told.item);
    while (this.#lastWeight > this.#limits.last) this.#drop();
  }

  /** In the order in which it was told: actors as they stood before, and then what happened. */
  list(): readonly T[] {
    return [...itemsOf(this.#before), ...this.#last.map(({ item }) => item)];
  }

  /** Each actor that is alive, by its id, as it is now. */
  alive(): ReadonlyMap<string, Known<T>> {
    const known = new Map(this.#before);
    for (const told of this.#last) learn(known, told);
    return known;
  }

  #drop(): void {
    const told = this.#last.shift();
    if (!told) return;
    this.#lastWeight -= this.#limits.weigh(told.item);
    this.#beforeWeight -= this.#weightOf(told.sessionId);
    learn(this.#before, told);
    this.#beforeWeight += this.#weightOf(told.sessionId);
    if (this.#beforeWeight <= this.#limits.before) return;
    this.#beforeWeight -= this.#weightOf(told.sessionId);
    this.#before.delete(told.sessionId);
  }

  #weightOf(sessionId: string): number {
    const { weigh } = this.#limits;
    const { actor, snapshot } = this.#before.get(sessionId) ?? {};
    return (actor ? weigh(actor) : 0) + (snapshot ? weigh(snapshot) : 0);
  }
}

export const itemsOf = <T>(known: ReadonlyMap<string, Known<T>>): readonly T[] =>
  [...known.values()].flatMap(({ actor, snapshot }) =>
    snapshot === undefined ? [actor] : [actor, snapshot],
  );

function learn<T>(known: Map<string, Known<T>>, { kind, sessionId, item }: Told<T>): void {
  const { actor } = known.get(sessionId) ?? {};
  if (kind === 'actor') known.set(sessionId, { actor: item });
  else if (kind === 'over') known.delete(sessionId);
  else if (kind === 'snapshot' && actor !== undefined)
    known.set(sessionId, { actor, snapshot: item });
}
