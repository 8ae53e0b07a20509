import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { machine, type Part } from '../support/report.js';
import { median } from '../support/statistics.js';
import type { Question } from './orders.js';

const RUNS = 5;
/** Bytes. */
const LIMIT = 10_000;
const POLLS = 1000;
/** Bytes more for each flow, after as many polls; no two collections leave the very same. */
const FLAT = 500;

async function ask(question: Question): Promise<number> {
  const child = fork(
    fileURLToPath(new URL('heap-process.mjs', import.meta.url)),
    [JSON.stringify(question)],
    { execArgv: ['--expose-gc'] },
  );
  const [message] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => {
      throw new Error('The process that measures the heap has ended early');
    }),
  ])) as [number];
  return message;
}

async function askOften(question: Question): Promise<number> {
  const answers: number[] = [];
  for (let run = 0; run < RUNS; run++) answers.push(await ask(question));
  return median(answers);
}

const kilobytes = (bytes: number) => (bytes / 1000).toFixed(2);

/** What a flow holds that waits for its viewer. */
export async function measureHeap(): Promise<Part> {
  const rows: string[][] = [];
  const failures: string[] = [];
  for (const [count, client] of [
    [1000, 'shared'],
    [50_000, 'shared'],
    [1000, 'own'],
  ] as const) {
    const bytes = await askOften({ ask: 'parked', count, client });
    const limited = client === 'shared';
    const what = `${count.toLocaleString('en')} flows, ${
      limited ? 'one client for all' : 'a client and a provided machine each'
    }`;
    rows.push([what, kilobytes(bytes), limited ? kilobytes(LIMIT) : '']);
    if (limited && bytes > LIMIT)
      failures.push(`${what}: ${Math.round(bytes)} bytes each, at most ${LIMIT}`);
  }

  const grown = await askOften({ ask: 'growth', count: 100, before: 300, more: POLLS });
  const what = `more for each of 100 flows, after another ${POLLS.toLocaleString('en')} polls`;
  rows.push([what, kilobytes(grown), kilobytes(FLAT)]);
  if (!(grown <= FLAT)) failures.push(`${what}: ${Math.round(grown)} bytes, at most ${FLAT}`);

  return {
    id: 'heap',
    title: 'Heap of a flow that waits for its viewer',
    tables: [{ columns: ['flows', 'kB each', 'limit kB'], rows }],
    notes: [
      `\`npm run bench -- heap\` on ${machine()}; \`heapUsed\` after collections, each run in a process of its own, medians of ${RUNS}.`,
      'Second screen, parked between two polls, on real timers. The server is a function in the same process.',
      'Those polls are driven by a clock that stands in for `waitUntil`, so that they take no real time.',
    ],
    failures,
  };
}
