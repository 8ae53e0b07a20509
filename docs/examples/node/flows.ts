import type { entitlementMachine, PassStorage } from 'tve-auth-flow';
import type { Actor } from 'xstate';
import { restored } from './restored.js';

type Machine = typeof entitlementMachine;

/** What a flow has to know of its device. */
export interface Device {
  address: string;
}

/** A flow that runs. */
export interface Running {
  readonly flow: Actor<Machine>;
  readonly device: Device;
  /** Resolves once all changes until now are stored. */
  readonly stored: () => Promise<void>;
}

/**
 * A flow for each device. So many of them run, those that were asked for last; the others wait in the
 * storage, as JSON, and go on when they are asked for: with a poll that is overdue, say.
 */
export function createFlows(storage: PassStorage, mostRunning: number) {
  const running = new Map<string, Promise<Running>>();
  const parking = new Map<string, Promise<void>>();

  async function start(id: string, device: Device, machine: Machine): Promise<Running> {
    await parking.get(id);
    const key = `flow ${id}`;
    const flow = restored(machine, await storage.getItem(key));
    let last: Promise<unknown> = Promise.resolve();
    flow.subscribe(() => {
      const json = JSON.stringify(flow.getPersistedSnapshot());
      last = last.then(() => storage.setItem(key, json)).catch(console.error);
    });
    flow.start();
    return { flow, device, stored: async () => void (await last) };
  }

  /** Stops a flow. What is stored is its last state before that. */
  function park(id: string, started: Promise<Running>): void {
    running.delete(id);
    const stop = ({ flow, stored }: Running) => (flow.stop(), stored());
    const parked = started.then(stop, () => {}).finally(() => parking.delete(id));
    parking.set(id, parked);
  }

  return {
    /** The flow of a device. @param makeMachine Called where it does not run yet. */
    of(id: string, makeMachine: (device: Device) => Machine): Promise<Running> {
      const device: Device = { address: '' };
      const flow = running.get(id) ?? start(id, device, makeMachine(device));
      running.delete(id);
      running.set(id, flow); // the last one, now
      flow.catch(() => running.delete(id));
      for (const [other, started] of running) if (running.size > mostRunning) park(other, started);
      return flow;
    },
    /** Parks all of them: before the process ends. */
    close: async (): Promise<void> => {
      for (const [id, started] of running) park(id, started);
      await Promise.all(parking.values());
    },
  };
}
