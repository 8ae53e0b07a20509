import { bundle } from '../support/bundle.js';
import { launch } from '../support/chromium.js';
import { installPeers, peers } from '../support/peers.js';
import { machine, type Part } from '../support/report.js';
import { median, spread } from '../support/statistics.js';
import { openTab } from './tab.js';

const ROUNDS = 9;
const SLOWER = 6;

interface App {
  readonly name: string;
  readonly code: string;
}

async function bundleApps(): Promise<readonly App[]> {
  const apps: App[] = [];
  const options = { minify: true, format: 'iife' } as const;
  for (const [name, file] of [
    ['sign-in: machine, services, view, client', 'authentication'],
    ['sign-in, partner sign-in and logout', 'sign-in-and-out'],
    ['XState and zod/mini, nothing of ours', 'xstate-and-zod'],
  ] as const) {
    const entryPoints = [`test/bench/apps/${file}.ts`];
    apps.push({ name, code: (await bundle({ ...options, entryPoints })).code });
  }
  const folder = await installPeers();
  for (const { name, source } of folder ? peers : []) {
    const stdin = { contents: source, resolveDir: folder! };
    apps.push({ name, code: (await bundle({ ...options, stdin })).code });
  }
  return apps;
}

/** Milliseconds from the text of a bundle to its first flow, on a slow device. */
export async function measureLoad(): Promise<Part> {
  const id = 'load';
  const title = `Load and first flow in Chromium, CPU ${SLOWER} times slower`;
  const apps = await bundleApps();
  const chromium = await launch();
  if (!chromium) {
    const notes = ['There is no Chromium here: set CHROMIUM to its path.'];
    return { id, title, tables: [], notes, failures: ['load was not measured'] };
  }
  const times = apps.map((): number[] => []);
  try {
    for (let round = -1; round < ROUNDS; round++) {
      for (const [index, { code }] of apps.entries()) {
        const tab = await openTab(chromium, SLOWER);
        const time = await tab.run(code);
        await tab.close();
        // The first round warms the machine up.
        if (round >= 0) times[index]?.push(time);
      }
    }
    const first = times[0] ?? [];
    return {
      id,
      title,
      tables: [
        {
          columns: ['app', 'ms', 'quartiles', 'times as long as the first'],
          rows: apps.map(({ name }, index) => {
            const own = times[index] ?? [];
            const ratio = median(own.map((time, round) => time / (first[round] ?? NaN)));
            return [name, median(own).toFixed(1), spread(own, 1), ratio.toFixed(2)];
          }),
        },
      ],
      notes: [
        `\`npm run bench -- load\` on ${machine(`, Chromium ${chromium.version()}`)}; medians of ${ROUNDS} rounds, in which the apps take turns, each in a new tab of a new context.`,
        'From the text of the minified bundle to its end: compiled, run, client and machine made and the first flow started. The network answers nothing; the download is not part of it.',
      ],
      failures: [],
    };
  } finally {
    await chromium.close();
  }
}
