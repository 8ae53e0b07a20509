import { machine as host, type Part } from '../support/report.js';
import { type Server, startServer } from '../support/server.js';
import { median, spread } from '../support/statistics.js';
import { stopwatch, takeTurns, wallClock } from '../support/turns.js';
import { createDevice, type Device, type LogIn, type Way } from './lives.js';
import { LATENCY, measureLatency, type Wait } from './latency.js';
import { countRequests } from './requests.js';

const ways = ['plain', 'machine'] as const;
const EACH = 10;
const ROUNDS = { before: 6, counted: 31 } as const;
const LIMIT = 1.2;

type Sample = Readonly<Record<Way, number>>;

/** Has the simulator's viewer log in, off the clock. */
const logInAt =
  (server: Server, watch?: ReturnType<typeof stopwatch>): LogIn =>
  async (code) => {
    watch?.pause();
    await server.order({ do: 'sign-in', codes: [code] });
    watch?.run();
  };

/** Milliseconds from the first start to the sign-out. */
async function whole(server: Server, devices: readonly Device[], way: Way): Promise<number> {
  const times: number[] = [];
  for (const device of devices) {
    device.forget();
    device.rest();
    const watch = stopwatch(wallClock);
    watch.run();
    await device[way].whole(logInAt(server, watch));
    watch.pause();
    times.push(watch.total());
  }
  return median(times);
}

/** Milliseconds from a later start to a permit. */
async function coldStart(_: Server, devices: readonly Device[], way: Way): Promise<number> {
  const times: number[] = [];
  for (const device of devices) {
    device.rest();
    const watch = stopwatch(wallClock);
    watch.run();
    await device[way].coldStart();
    watch.pause();
    times.push(watch.total());
  }
  return median(times);
}

const ratios = (samples: readonly Sample[]) => samples.map(({ plain, machine }) => machine / plain);

/** The life of a viewer over loopback HTTP, and how many requests it takes. */
export async function measureEntitlement(): Promise<Part> {
  const server = await startServer();
  try {
    const rows: Array<{ what: string; samples: readonly Sample[]; limit?: number }> = [];
    const devices = Array.from({ length: EACH }, (_, number) =>
      createDevice(server.origin, number),
    );
    for (const [what, measure, limit] of [
      ['first start to sign-out (E1, E2, E8, E3, E4, E10, E13, E14, E15)', whole, LIMIT],
      ['cold start to a permit (E9, E14)', coldStart, undefined],
    ] as const) {
      if (measure === coldStart)
        for (const device of devices) await device.machine.signIn(logInAt(server));
      await takeTurns(ways, (way) => measure(server, devices, way), ROUNDS.before);
      const samples = await takeTurns(ways, (way) => measure(server, devices, way), ROUNDS.counted);
      rows.push({ what, samples, ...(limit && { limit }) });
    }
    const counts = await countRequests();
    const waits = await measureLatency();
    const wait = (way: keyof Wait) => median(waits.map((each) => each[way]));
    return {
      id: 'entitlement',
      title: 'The life of a viewer over loopback HTTP',
      tables: [
        {
          columns: [
            'what a viewer does',
            'machine ÷ plain function',
            'quartiles',
            'limit',
            'ms plain',
            'ms machine',
          ],
          rows: rows.map(({ what, samples, limit }) => [
            what,
            median(ratios(samples)).toFixed(2),
            spread(ratios(samples)),
            limit?.toFixed(2) ?? '',
            ...ways.map((way) => median(samples.map((sample) => sample[way])).toFixed(2)),
          ]),
        },
        {
          columns: ['to a permit', 'requests', 'limit', 'which'],
          rows: counts.map(({ what, seen, limit }) => [
            what,
            String(seen.length),
            String(limit),
            seen.join(' '),
          ]),
        },
        {
          columns: [`cold start to a permit, ${LATENCY} ms from the server`, 'ms', 'round trips'],
          rows: (['at once', 'after the profile'] as const).map((way) => [
            `the play is sent ${way}`,
            wait(way).toFixed(0),
            String(Math.floor(wait(way) / LATENCY)),
          ]),
        },
      ],
      notes: [
        `\`npm run bench -- entitlement\` on ${host()}; medians of ${ROUNDS.counted} rounds of ${EACH} viewers, one at a time, in which the two ways take turns.`,
        'The simulator listens in another process. Each device has its client and its provided machine beforehand, and each life is a new flow; the viewer logs in off the clock, before the first check.',
        'The requests are counted by the simulator; what the user agent of the viewer does (E7) is not among them.',
      ],
      failures: [
        ...(wait('at once') < 2 * LATENCY
          ? []
          : [`a play at once takes ${wait('at once').toFixed(0)} ms, less than ${2 * LATENCY}`]),
        ...rows
          .filter(({ samples, limit }) => median(ratios(samples)) > (limit ?? Infinity))
          .map(
            ({ what, samples, limit }) =>
              `${what}: ${median(ratios(samples)).toFixed(3)} times, at most ${limit}`,
          ),
        ...counts
          .filter(({ seen, limit }) => seen.length > limit)
          .map(({ what, seen, limit }) => `${what}: ${seen.join(' ')}, at most ${limit} requests`),
      ],
    };
  } finally {
    server.close();
  }
}
