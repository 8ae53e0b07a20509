import { provided, withMachine } from '../sign-in/devices.js';
import { loopbackClient } from '../support/loopback-client.js';
import { machine as host, type Part } from '../support/report.js';
import { type Server, startServer } from '../support/server.js';
import { median, spread } from '../support/statistics.js';
import { cpuClock, stopwatch, takeTurns } from '../support/turns.js';
import { type WatcherName, watcherNames, watchers } from './watchers.js';

const AT_ONCE = 100;
const ROUNDS = { before: 3, counted: 15 } as const;
/** Of inspectors that are not there, times a sign-in without them. */
const LIMIT = 1.25;

type Device = ReturnType<typeof createDevice>;

function createDevice(server: Server, number: number) {
  const { client, forget } = loopbackClient(server.origin, number);
  return { forget, machine: provided(client) };
}

/** Milliseconds of CPU for one sign-in, where all devices do it at once. */
async function cpu(server: Server, devices: readonly Device[], name: WatcherName): Promise<number> {
  const { inspect, seen } = watchers[name]();
  for (const { forget } of devices) forget();
  const watch = stopwatch(cpuClock);
  watch.run();
  const begun = await Promise.all(devices.map(({ machine }) => withMachine(machine, inspect)));
  watch.pause();
  await server.order({ do: 'sign-in', codes: begun.map(({ code }) => code) });
  watch.run();
  await Promise.all(begun.map(({ finish }) => finish()));
  watch.pause();
  await server.order({ do: 'forget' });
  if (seen() === 0) throw new Error(`${name} saw nothing`);
  return watch.total() / devices.length;
}

/** What it costs to watch a sign-in, by who watches. */
export async function measureWatching(): Promise<Part> {
  const server = await startServer();
  try {
    const devices = Array.from({ length: AT_ONCE }, (_, number) => createDevice(server, number));
    const measure = (name: WatcherName) => cpu(server, devices, name);
    await takeTurns(watcherNames, measure, ROUNDS.before);
    const samples = await takeTurns(watcherNames, measure, ROUNDS.counted);
    const ratios = (name: WatcherName) => samples.map((sample) => sample[name] / sample.nobody);
    const absent = median(ratios('inspectors that are not there'));
    return {
      id: 'watching',
      title: 'What watching a sign-in costs',
      tables: [
        {
          columns: ['watched by', 'watched ÷ unwatched', 'quartiles', 'limit', 'ms'],
          rows: watcherNames.map((name) => [
            name,
            median(ratios(name)).toFixed(2),
            spread(ratios(name)),
            name === 'inspectors that are not there' ? LIMIT.toFixed(2) : '',
            median(samples.map((sample) => sample[name])).toFixed(2),
          ]),
        },
      ],
      notes: [
        `\`npm run bench -- watching\` on ${host()}; CPU of the client process, medians of ${ROUNDS.counted} rounds of ${AT_ONCE} sign-ins at once (E1, E2, E4, E10), in which all take turns.`,
        'Lines go nowhere, and messages are made JSON and dropped: what a terminal or a socket costs comes on top.',
      ],
      failures:
        absent > LIMIT
          ? [`inspectors that are not there: ${absent.toFixed(3)} times, at most ${LIMIT}`]
          : [],
    };
  } finally {
    server.close();
  }
}
