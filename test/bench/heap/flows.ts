import { type Actor, createActor } from 'xstate';
import {
  authenticationMachine,
  authenticationServices,
  type PassClient,
} from '../../../src/index.js';
import { parameters } from '../support/app-client.js';

export type Machine = ReturnType<typeof provide>;
export type Flow = Actor<Machine>;

export const provide = (client: PassClient) =>
  authenticationMachine.provide({ actors: authenticationServices(client) });

const parked = (flow: Flow) =>
  flow.getSnapshot().matches({ loggingIn: { login: { polling: 'waiting' } } });

/** Starts flows, and gives them when all are between two polls. */
export async function park(count: number, machineOf: (number: number) => Machine): Promise<Flow[]> {
  const flows: Flow[] = [];
  for (let number = 0; number < count; number++) {
    const flow: Flow = createActor(machineOf(number), {
      // So long that none polls again while it is measured.
      input: { ...parameters, screen: 'secondary', pollInterval: 60 * 60_000 },
    });
    flow.start();
    flows.push(flow);
    // As many at once as a busy server has, not all of them.
    if (number % 200 === 199) await settled(flows.slice(-200));
  }
  await settled(flows);
  return flows;
}

async function settled(flows: readonly Flow[]): Promise<void> {
  while (!flows.every(parked)) await new Promise(setImmediate);
}

/** Bytes that are in use. */
export async function heapUsed(): Promise<number> {
  // What was just let go of may need a turn of the loop, and a second collection.
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    globalThis.gc?.();
  }
  return process.memoryUsage().heapUsed;
}
