import type { AppMessage } from './messages.js';

/** A device on the desk: an app that says who it is, or several that do not, as one. */
export interface ShownDevice {
  /** What the ids of its actors begin with; empty for those that do not say. */
  readonly id: string;
  /** No other device that is shown has it. */
  readonly name: string;
  /** What it calls itself; another one may, too. */
  readonly ownName: string;
  readonly status: 'here' | 'gone';
  /** When it went, by the clock of this page, in epoch milliseconds. */
  readonly goneAt?: number;
  /** Whether it has said who it is. */
  readonly isTold: boolean;
  /** What it speaks, where this page does not understand it. */
  readonly otherVersion?: number;
  /** Milliseconds from its clock to that of this page. */
  readonly offset: number;
  /** The number of what was last seen of it. */
  readonly seq: number;
}

/** What an app is called that has no name. */
const UNNAMED = 'App';

/** Devices, in the order in which they came. */
export class Devices {
  #all: ReadonlyMap<string, ShownDevice> = new Map();

  list(): readonly ShownDevice[] {
    return [...this.#all.values()];
  }

  get(id: string): ShownDevice | undefined {
    return this.#all.get(id);
  }

  /** One that is known, or a new one without a name. */
  of(id: string): ShownDevice {
    const known = this.#all.get(id);
    if (known) return known;
    return this.#put({
      id,
      name: this.#nameFor(id, UNNAMED),
      ownName: UNNAMED,
      status: 'here',
      isTold: false,
      offset: 0,
      seq: 0,
    });
  }

  /**
   * A device says who it is.
   *
   * @returns the one whose place it takes: the same app before it was started again
   */
  tell(
    { device: id, name = UNNAMED, now }: Extract<AppMessage, { type: 'device' }>,
    here: number,
  ): ShownDevice | undefined {
    const known = this.of(id);
    const former = this.list().find(
      (other) => other.id !== id && other.status === 'gone' && other.ownName === name,
    );
    if (former) this.drop(former.id);
    const { goneAt: _, otherVersion: _other, ...rest } = known;
    this.#put({
      ...rest,
      name: this.#nameFor(id, name),
      ownName: name,
      status: 'here',
      isTold: true,
      offset: here - now,
    });
    return former;
  }

  change(id: string, change: Partial<ShownDevice>): void {
    const known = this.#all.get(id);
    if (known) this.#put({ ...known, ...change });
  }

  drop(id: string): void {
    this.#all = new Map([...this.#all].filter(([other]) => other !== id));
  }

  #put(device: ShownDevice): ShownDevice {
    this.#all = new Map(this.#all).set(device.id, device);
    return device;
  }

  #nameFor(id: string, wanted: string): string {
    const taken = new Set(this.list().flatMap((other) => (other.id === id ? [] : [other.name])));
    let name = wanted;
    for (let count = 2; taken.has(name); count += 1) name = `${wanted} ${count}`;
    return name;
  }
}
