import type { BuildOptions } from 'esbuild';
import { bundle, gzipped } from '../support/bundle.js';
import { installPeers, peers } from '../support/peers.js';
import { machine, type Part } from '../support/report.js';
import { loadTerser } from '../support/terser.js';

interface App {
  readonly name: string;
  readonly options: BuildOptions;
  /** Bytes after gzip. */
  readonly limit?: number;
}

const app = (name: string): BuildOptions => ({ entryPoints: [`test/bench/apps/${name}.ts`] });

const ours: readonly App[] = [
  {
    name: 'sign-in: machine, services, view, client',
    options: app('authentication'),
    limit: 30_500,
  },
  { name: 'sign-in, partner sign-in and logout', options: app('sign-in-and-out'), limit: 34_900 },
  {
    name: 'the whole life of a viewer: entitlement and all that it composes',
    options: app('entitlement'),
    limit: 44_500,
  },
  { name: 'every export of `.`, the phone and the operator too', options: app('everything') },
  { name: 'logout alone', options: app('logout') },
  { name: 'three endpoint functions, no XState', options: app('client') },
  { name: 'XState and zod/mini, nothing of ours', options: app('xstate-and-zod') },
];

const kilobytes = (bytes: number) => (bytes / 1000).toFixed(2);
const kibibytes = (bytes: number) => (bytes / 1024).toFixed(2);

/** What an app ships. */
export async function measureSizes(): Promise<Part> {
  const folder = await installPeers();
  const theirs = folder
    ? peers.map(({ name, source }) => ({
        name,
        options: { stdin: { contents: source, resolveDir: folder } },
      }))
    : [];
  const terser = folder && (await loadTerser(folder));
  const rows: string[][] = [];
  const failures: string[] = [];
  for (const { name, options, limit } of [...ours, ...theirs] as readonly App[]) {
    const { code } = await bundle({ ...options, minify: true });
    const size = gzipped(code);
    const other = terser && kilobytes(gzipped(await terser((await bundle(options)).code)));
    rows.push([
      name,
      kilobytes(Buffer.byteLength(code)),
      kilobytes(size),
      kibibytes(size),
      other ?? '',
      limit ? kilobytes(limit) : '',
    ]);
    if (limit && size > limit) failures.push(`${name}: ${size} bytes, at most ${limit}`);
  }
  return {
    id: 'size',
    title: 'What an app ships, everything inside',
    tables: [
      {
        columns: ['app', 'minified kB', 'gzip kB', 'gzip KiB', 'gzip kB with terser', 'limit kB'],
        rows,
      },
    ],
    notes: [
      `\`npm run size\` on ${machine()}; esbuild \`--minify\`, \`gzip -9\`, \`NODE_ENV=production\`; 1 kB is 1000 bytes.`,
      ...(folder ? [] : ['The peers could not be installed.']),
    ],
    failures,
  };
}
