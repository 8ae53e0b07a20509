import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Answer, Order } from './simulator-orders.js';

/** The simulator in a process of its own, listening on loopback. */
export interface Server {
  readonly origin: string;
  readonly order: (order: Order) => Promise<void>;
  readonly close: () => void;
}

async function answerOf(child: ChildProcess): Promise<Answer & { readonly ok: true }> {
  const [answer] = (await once(child, 'message')) as [Answer];
  if (!answer.ok) throw new Error(answer.why);
  return answer;
}

export async function startServer(): Promise<Server> {
  // Bundled beside this one.
  const child = fork(fileURLToPath(new URL('simulator-process.mjs', import.meta.url)));
  const { origin = '' } = await answerOf(child);
  return {
    origin,
    order: async (order) => {
      child.send(order);
      await answerOf(child);
    },
    close: () => child.disconnect(),
  };
}
