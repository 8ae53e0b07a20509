import { type entitlementMachine, restoreActor, SnapshotError } from 'tve-auth-flow';
import type { Actor } from 'xstate';
import type { Platform } from './platform.js';

type Machine = typeof entitlementMachine;
const key = 'flow';

/** Keeps a flow while the viewer is at the browser. */
export function flowStorage(storage: Platform['AsyncStorage']) {
  let last: Promise<unknown> = Promise.resolve();
  let isKept = true;
  // One after the other: two writes at the same time may end in any order.
  const then = (write: () => Promise<void>) => {
    last = last.then(write).catch(console.error);
  };
  return {
    /** The flow that was kept, where there is one that this version of the app can read. */
    async restore(machine: Machine): Promise<Actor<Machine> | undefined> {
      const kept = await storage.getItem(key);
      try {
        return kept === null ? undefined : restoreActor(machine, kept);
      } catch (error) {
        if (error instanceof SnapshotError) return undefined;
        throw error;
      }
    },
    keep(flow: Actor<Machine>): void {
      const json = JSON.stringify(flow.getPersistedSnapshot());
      isKept = true;
      then(() => storage.setItem(key, json));
    },
    remove(): void {
      if (isKept) then(() => storage.removeItem(key));
      isKept = false;
    },
  };
}
