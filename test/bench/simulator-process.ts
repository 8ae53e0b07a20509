import { createSimulator } from '../../src/simulator/index.js';
import type { Answer, Order } from './support/simulator-orders.js';

const simulator = createSimulator({ throttle: false, maxEntries: 20_000 });
const server = await simulator.listen();
const send = (answer: Answer) => process.send?.(answer);

async function obey(order: Order): Promise<void> {
  if (order.do === 'sign-in') {
    await Promise.all(order.codes.map((code) => simulator.viewer.signIn({ code })));
  } else {
    // So that the next session of the same device has to log in again.
    simulator.profiles.clear();
  }
}

process.on('message', (order: Order) => {
  obey(order).then(
    () => send({ ok: true }),
    (error: unknown) => send({ ok: false, why: String(error) }),
  );
});
process.on('disconnect', () => process.exit());
send({ ok: true, origin: server.origin });
