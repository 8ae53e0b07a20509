import { createPassClient } from '../../../src/index.js';
import { info, softwareStatement } from '../support/info.js';
import { deviceId } from '../support/loopback-client.js';
import { machine as host, type Part } from '../support/report.js';
import { type Server, startServer } from '../support/server.js';
import { median, spread } from '../support/statistics.js';
import { cpuClock, stopwatch, takeTurns, wallClock } from '../support/turns.js';
import { measureParked, type Parked } from './parked.js';
import { openPlaces } from './ways.js';

const ways = ['process', 'memory', 'sqlite'] as const;
type Way = (typeof ways)[number];

const names: Readonly<Record<Way, string>> = {
  process: 'in-process actor',
  memory: '`memoryStore`',
  sqlite: '`sqliteStore`',
};

const AT_ONCE = 50;
const ROUNDS = 15;
const PARKED = 10_000;
const STARTS = 5;
const CLIENTS = 2000;

/** Milliseconds of CPU over the in-process actor, bytes on disk, milliseconds, milliseconds of CPU. */
const limits = { sqlite: 3, bytes: 1200, firstAnswer: 1000, client: 0.5 } as const;

interface Cost {
  readonly cpu: number;
  readonly perSecond: number;
}

/** Signs all devices in at once. */
async function signInAll(
  server: Server,
  { places, forget }: Awaited<ReturnType<typeof openPlaces>>,
  way: Way,
): Promise<Cost> {
  forget();
  const [cpu, wall] = [stopwatch(cpuClock), stopwatch(wallClock)];
  const devices = Array.from({ length: AT_ONCE }, (_, device) => device);
  cpu.run();
  wall.run();
  const begun = await Promise.all(devices.map((device) => places[way].begin(device)));
  cpu.pause();
  wall.pause();
  await server.order({ do: 'sign-in', codes: begun.map(({ code }) => code) });
  cpu.run();
  wall.run();
  const mvpds = await Promise.all(begun.map(({ finish }) => finish()));
  cpu.pause();
  wall.pause();
  if (mvpds.some((mvpd) => mvpd !== 'Cablevision')) throw new Error(`${way}: ${mvpds.join()}`);
  await server.order({ do: 'forget' });
  return { cpu: cpu.total() / AT_ONCE, perSecond: (AT_ONCE / wall.total()) * 1000 };
}

async function measureWays(): Promise<ReadonlyArray<Readonly<Record<Way, Cost>>>> {
  const server = await startServer();
  const open = await openPlaces(server.origin, AT_ONCE);
  try {
    const costs: Array<Record<Way, Cost>> = [];
    const measure = async (way: Way): Promise<number> => {
      const cost = await signInAll(server, open, way);
      const last = costs[costs.length - 1];
      if (last && !(way in last)) last[way] = cost;
      else costs.push({ [way]: cost } as Record<Way, Cost>);
      return cost.cpu;
    };
    await takeTurns(ways, measure, 6);
    costs.length = 0;
    await takeTurns(ways, measure, ROUNDS);
    return costs;
  } finally {
    await open.close();
    server.close();
  }
}

/** Milliseconds of CPU that a client for one more device takes. */
function costOfClient(): number {
  const make = (number: number) =>
    createPassClient({
      environment: 'release-staging',
      serviceProvider: 'REF30',
      softwareStatement,
      device: { id: deviceId(number), info },
    });
  for (let number = 0; number < CLIENTS; number += 1) make(number);
  const watch = stopwatch(cpuClock);
  watch.run();
  for (let number = 0; number < CLIENTS; number += 1) make(number);
  watch.pause();
  return watch.total() / CLIENTS;
}

const parkedRows = ({ bytes, textBytes, firstAnswer, heap }: Parked, client: number) => [
  ['kB on disk for each parked flow', (bytes / 1000).toFixed(2), (limits.bytes / 1000).toFixed(2)],
  ['kB of its record, as JSON', (textBytes / 1000).toFixed(2), ''],
  [
    'bytes of heap for each parked flow, in a host that has begun',
    ((heap.all - heap.none) / PARKED).toFixed(0),
    '',
  ],
  [
    'ms from the start of a process to its first answer, after `kill -9`',
    firstAnswer.toFixed(0),
    limits.firstAnswer.toFixed(0),
  ],
  ['ms of CPU to make the client of a device', client.toFixed(3), limits.client.toFixed(1)],
];

/** What it costs to host flows so that they survive. */
export async function measureDurable(): Promise<Part> {
  const costs = await measureWays();
  const parked = await measureParked(PARKED, STARTS);
  const client = costOfClient();
  const cpu = (way: Way) => median(costs.map((cost) => cost[way].cpu));
  const more = (way: Way) => costs.map((cost) => cost[way].cpu - cost.process.cpu);
  const overSqlite = median(more('sqlite'));
  const failures = [
    ...(overSqlite > limits.sqlite
      ? [`SQLite: ${overSqlite.toFixed(2)} ms over the in-process actor, at most ${limits.sqlite}`]
      : []),
    ...(parked.bytes > limits.bytes
      ? [`a parked flow: ${parked.bytes.toFixed(0)} bytes, at most ${limits.bytes}`]
      : []),
    ...(parked.firstAnswer > limits.firstAnswer
      ? [`the first answer: ${parked.firstAnswer.toFixed(0)} ms, at most ${limits.firstAnswer}`]
      : []),
    ...(client > limits.client
      ? [`a client: ${client.toFixed(3)} ms, at most ${limits.client}`]
      : []),
  ];
  return {
    id: 'durable',
    title: 'Flows that are hosted',
    tables: [
      {
        columns: ['a sign-in', 'ms of CPU', 'more', 'quartiles', 'limit', 'per second'],
        rows: ways.map((way) => [
          names[way],
          cpu(way).toFixed(2),
          way === 'process' ? '' : median(more(way)).toFixed(2),
          way === 'process' ? '' : spread(more(way)),
          way === 'sqlite' ? limits.sqlite.toFixed(1) : '',
          median(costs.map((cost) => cost[way].perSecond)).toFixed(0),
        ]),
      },
      {
        columns: [`${PARKED.toLocaleString('en')} parked flows on SQLite`, 'found', 'limit'],
        rows: parkedRows(parked, client),
      },
    ],
    notes: [
      `\`npm run bench -- durable\` on ${host()}; a sign-in is E1, E2, E4 and E10 over loopback HTTP, ${AT_ONCE} at once, medians of ${ROUNDS} rounds in which the three take turns.`,
      'CPU is that of the process that runs the flows; the simulator listens in another one. `more` is over the in-process actor of the same round.',
      `A parked flow is a sign-in that shows its code; the file is measured after a checkpoint. The first answer is the median of ${STARTS} starts, Node's own included.`,
    ],
    failures,
  };
}
