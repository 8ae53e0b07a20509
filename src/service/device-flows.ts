import * as z from 'zod/mini';
import type { Host } from '../durable/types.js';
import { FlowError } from '../durable/flow-error.js';
import type { ItemStore } from '../durable/items.js';
import { lazy } from '../protocol/wire.js';
import { Lru } from './lru.js';

/** What is stored of a device under this name: its flows, oldest first. */
const FLOWS = 'flows';
/** Flows whose machine is remembered. */
const REMEMBERED = 10_000;

const flowsItem = /* @__PURE__ */ lazy(() => z.array(z.tuple([z.string(), z.string()])));

type Listed = readonly [id: string, machine: string];

/** Keeps which flows a device has, so that it never has too many. */
export class DeviceFlows {
  readonly #items: ItemStore;
  readonly #host: Pick<Host, 'view' | 'remove'>;
  readonly #most: number;
  readonly #onRemove: (id: string) => void;
  readonly #machines = new Lru<string>(REMEMBERED);

  constructor(
    items: ItemStore,
    host: Pick<Host, 'view' | 'remove'>,
    { most, onRemove }: { readonly most: number; readonly onRemove: (id: string) => void },
  ) {
    this.#items = items;
    this.#host = host;
    this.#most = most;
    this.#onRemove = onRemove;
  }

  /** Makes place for a flow. It is listed before it begins, so that none is forgotten. */
  async add(device: string, id: string, machine: string): Promise<void> {
    await this.#change(device, async (flows) => {
      if (flows.some(([other]) => other === id)) return flows;
      this.#machines.set(id, machine);
      const kept: Listed[] = [...flows, [id, machine]];
      while (kept.length > this.#most) {
        const surplus = await this.#surplus(kept);
        kept.splice(surplus, 1);
      }
      return kept;
    });
  }

  async remove(device: string, id: string): Promise<void> {
    this.#machines.delete(id);
    await this.#change(device, async (flows) => flows.filter(([other]) => other !== id));
  }

  /** The machine of a flow, where it is known. */
  async machineOf(device: string, id: string): Promise<string | undefined> {
    const known = this.#machines.get(id);
    if (known !== undefined) return known;
    const [, machine] = (await this.#read(device)).find(([other]) => other === id) ?? [];
    if (machine !== undefined) this.#machines.set(id, machine);
    return machine;
  }

  /** Removes the flow that is of least use, and says where it stood: one that has ended, or else the oldest. */
  async #surplus(flows: readonly Listed[]): Promise<number> {
    let surplus = 0;
    // The newest one is about to begin.
    for (const [index, [id]] of flows.slice(0, -1).entries())
      if (await this.#isOver(id)) {
        surplus = index;
        break;
      }
    const [id] = flows[surplus]!;
    await this.#host.remove(id);
    this.#onRemove(id);
    return surplus;
  }

  async #isOver(id: string): Promise<boolean> {
    try {
      return (await this.#host.view(id)).isDone;
    } catch (error) {
      if (error instanceof FlowError) return error.code === 'flow_unknown';
      throw error;
    }
  }

  async #read(device: string): Promise<readonly Listed[]> {
    const text = await this.#items.read(device, FLOWS);
    return text === null ? [] : (flowsItem().safeParse(JSON.parse(text)).data ?? []);
  }

  #change(
    device: string,
    change: (flows: readonly Listed[]) => Promise<readonly Listed[]>,
  ): Promise<void> {
    return this.#items.lock(device, FLOWS, async () => {
      const before = await this.#read(device);
      const after = await change(before);
      if (after !== before) await this.#items.write(device, FLOWS, JSON.stringify(after));
    });
  }
}
