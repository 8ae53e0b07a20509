import { waitingClient } from './heap/client.js';
import { heapUsed, park, provide } from './heap/flows.js';
import type { Question } from './heap/orders.js';
import { growth } from './heap/polls.js';

async function parked(count: number, client: 'shared' | 'own'): Promise<number> {
  const shared = provide(waitingClient());
  const machineOf = (number: number) =>
    client === 'shared' ? shared : provide(waitingClient(Date.now, `device ${number}`));
  // What is compiled and cached at first use belongs to no flow.
  for (const flow of await park(500, machineOf)) flow.stop();
  const before = await heapUsed();
  const flows = await park(count, machineOf);
  const after = await heapUsed();
  for (const flow of flows) flow.stop();
  return (after - before) / flows.length;
}

const question = JSON.parse(process.argv[2] ?? '') as Question;
process.send?.(
  question.ask === 'parked'
    ? await parked(question.count, question.client)
    : await growth(question.count, question.before, question.more),
);
process.exit();
