import { machine as host, type Part } from '../support/report.js';
import { median, spread } from '../support/statistics.js';
import { cpuClock, type Stopwatch, stopwatch, takeTurns, wallClock } from '../support/turns.js';
import { createDevice, type Device, type Way } from './devices.js';
import { type Server, startServer } from '../support/server.js';

const ways = ['bare', 'plain', 'machine'] as const;
type Sample = Record<Way, number>;

interface Setting {
  readonly server: Server;
  readonly devices: readonly Device[];
  /** Whether each sign-in registers and gets a token, too. */
  readonly first: boolean;
}

const AT_ONCE = 100;
const ONE_BY_ONE = 20;
const ROUNDS = { cpu: 15, wall: 31 } as const;
const limits = { wall: 1.2, cpu: 1.5 } as const;

async function signIn(
  { server, first }: Setting,
  devices: readonly Device[],
  way: Way,
  watch: Stopwatch,
): Promise<void> {
  if (first) for (const device of devices) device.forget();
  watch.run();
  const begun = await Promise.all(devices.map((device) => device.begin[way]()));
  watch.pause();
  await server.order({ do: 'sign-in', codes: begun.map(({ code }) => code) });
  watch.run();
  const mvpds = await Promise.all(begun.map(({ finish }) => finish()));
  watch.pause();
  if (mvpds.some((mvpd) => mvpd !== 'Cablevision')) throw new Error(`${way} found no profile`);
  await server.order({ do: 'forget' });
}

/**
 * Milliseconds for one sign-in, one after the other: the median, since what else runs on the machine
 * hits single ones.
 */
async function wall(setting: Setting, way: Way): Promise<number> {
  const times: number[] = [];
  for (const device of setting.devices.slice(0, ONE_BY_ONE)) {
    const watch = stopwatch(wallClock);
    await signIn(setting, [device], way, watch);
    times.push(watch.total());
  }
  return median(times);
}

/** Milliseconds of CPU for one sign-in, where all devices do it at once. */
async function cpu(setting: Setting, way: Way): Promise<number> {
  const watch = stopwatch(cpuClock);
  await signIn(setting, setting.devices, way, watch);
  await signIn(setting, setting.devices, way, watch);
  return watch.total() / setting.devices.length / 2;
}

const ratios = (samples: readonly Sample[], way: Way, to: Way) =>
  samples.map((sample) => sample[way] / sample[to]);

interface Row {
  readonly what: string;
  readonly samples: readonly Sample[];
  /** Only a full sign-in has one. */
  readonly limit?: number;
}

async function measureRows(server: Server): Promise<readonly Row[]> {
  const devices = Array.from({ length: AT_ONCE }, (_, number) =>
    createDevice(server.origin, number),
  );
  const rows: Row[] = [];
  for (const [name, first] of [
    ['from registration on (E1, E2, E4, E10)', true],
    ['with a token (E4, E10)', false],
  ] as const) {
    const setting = { server, devices, first };
    await takeTurns(ways, (way) => cpu(setting, way), 6);
    const atOnce = await takeTurns(ways, (way) => cpu(setting, way), ROUNDS.cpu);
    await takeTurns(ways, (way) => wall(setting, way), 9);
    const oneByOne = await takeTurns(ways, (way) => wall(setting, way), ROUNDS.wall);
    rows.push(
      {
        what: `${name}, one at a time, wall time`,
        samples: oneByOne,
        ...(first && { limit: limits.wall }),
      },
      {
        what: `${name}, ${AT_ONCE} at once, CPU`,
        samples: atOnce,
        ...(first && { limit: limits.cpu }),
      },
    );
  }
  return rows;
}

/** A sign-in over loopback HTTP: the machine, the same calls as a plain function, bare fetch. */
export async function measureSignIn(): Promise<Part> {
  const server = await startServer();
  try {
    const rows = await measureRows(server);
    const ratioOf = ({ samples }: Row) => median(ratios(samples, 'machine', 'plain'));
    return {
      id: 'sign-in',
      title: 'A sign-in over loopback HTTP',
      tables: [
        {
          columns: [
            'sign-ins',
            'machine ÷ plain function',
            'quartiles',
            'limit',
            'machine ÷ bare fetch',
            'ms bare',
            'ms plain',
            'ms machine',
          ],
          rows: rows.map((row) => [
            row.what,
            ratioOf(row).toFixed(2),
            spread(ratios(row.samples, 'machine', 'plain')),
            row.limit?.toFixed(1) ?? '',
            median(ratios(row.samples, 'machine', 'bare')).toFixed(2),
            ...ways.map((way) => median(row.samples.map((sample) => sample[way])).toFixed(2)),
          ]),
        },
      ],
      notes: [
        `\`npm run bench -- sign-in\` on ${host()}; medians of ${ROUNDS.wall} rounds of ${ONE_BY_ONE} sign-ins one at a time, and ${ROUNDS.cpu} of ${2 * AT_ONCE} for CPU, in which the three ways take turns.`,
        'The simulator listens in another process; CPU is that of the client process. All three ways send the same requests with the same headers.',
        'The viewer signs in before the first check, off the clock, so that it finds the profile and no wait for a poll counts.',
        'Each device has its client and its provided machine beforehand, and each sign-in is a new flow.',
      ],
      failures: rows
        .filter((row) => ratioOf(row) > (row.limit ?? Infinity))
        .map((row) => `${row.what}: ${ratioOf(row).toFixed(3)} times, at most ${row.limit}`),
    };
  } finally {
    server.close();
  }
}
