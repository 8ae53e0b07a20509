import { createActor, fromPromise } from 'xstate';
import { authenticationMachine, authenticationServices } from '../../../src/index.js';
import { parameters } from '../support/app-client.js';
import { waitingClient } from './client.js';
import { heapUsed } from './flows.js';

interface Waiting {
  readonly at: number;
  readonly release: () => void;
}

/** A clock that moves on to the next wait that ends, so that polls take no real time. */
function benchClock(start: number) {
  const waits = new Set<Waiting>();
  let time = start;
  return {
    now: () => time,
    waitUntil: fromPromise<number, { at: number }>(
      ({ input: { at }, signal }) =>
        new Promise((resolve) => {
          if (at <= time) return resolve(time);
          const waiting = { at, release: () => resolve(time) };
          waits.add(waiting);
          signal.addEventListener('abort', () => waits.delete(waiting));
        }),
    ),
    /** Ends every wait that is due within this many milliseconds. */
    advance(milliseconds: number) {
      time += milliseconds;
      for (const waiting of waits) {
        if (waiting.at > time) continue;
        waits.delete(waiting);
        waiting.release();
      }
    },
  };
}

const POLL_INTERVAL = 5000;

/**
 * How much more heap each flow holds after some more polls, in bytes.
 *
 * @throws Error where flows did not poll as often as they should
 */
export async function growth(count: number, before: number, more: number): Promise<number> {
  const clock = benchClock(Date.UTC(2026, 0, 5));
  const services = authenticationServices(waitingClient(clock.now));
  const machine = authenticationMachine.provide({
    actors: { ...services, waitUntil: clock.waitUntil },
  });
  const flows = Array.from({ length: count }, () => {
    const flow = createActor(machine, {
      input: { ...parameters, screen: 'secondary', pollInterval: POLL_INTERVAL },
    });
    return flow.start();
  });
  const settle = async () => {
    while (
      !flows.every((flow) =>
        flow.getSnapshot().matches({ loggingIn: { login: { polling: 'waiting' } } }),
      )
    )
      await new Promise(setImmediate);
  };
  const poll = async (times: number) => {
    for (let turn = 0; turn < times; turn++) {
      clock.advance(POLL_INTERVAL);
      await settle();
    }
    return heapUsed();
  };
  await settle();
  // Until everything is compiled as well as it will be.
  const start = await poll(before);
  const end = await poll(more);
  const { lastCheckAt = 0 } = flows[0]?.getSnapshot().context ?? {};
  if (lastCheckAt !== clock.now()) throw new Error('The flows have not polled');
  for (const flow of flows) flow.stop();
  return (end - start) / count;
}
