import type { HostedMachine } from './types.js';

/** Flows whose services are kept ready: those that were used last. */
const KEPT = 1000;

/** Machines with the services of a flow, as it takes time to make them. */
export function createReady(make: (key: string, machine: string) => HostedMachine) {
  const kept = new Map<string, { readonly name: string; readonly hosted: HostedMachine }>();
  return {
    get(key: string, name: string): HostedMachine {
      const found = kept.get(key);
      const hosted = found?.name === name ? found.hosted : make(key, name);
      kept.delete(key);
      kept.set(key, { name, hosted });
      if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
      return hosted;
    },
    forget(key: string): void {
      kept.delete(key);
    },
  };
}
