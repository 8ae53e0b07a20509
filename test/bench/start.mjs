// Bundled first, as an app is: `tsx` keeps the names of functions, and that costs the time measured here.
import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '../..');
// Below node_modules, so that the packages are found from there.
const cache = join(root, 'node_modules/.cache/tve-auth-flow');

mkdirSync(cache, { recursive: true });
const outdir = mkdtempSync(join(cache, 'bench-'));
const clean = () => rmSync(outdir, { recursive: true, force: true });

await build({
  absWorkingDir: root,
  entryPoints: ['bench', 'simulator-process', 'heap-process', 'parked-process'].map((name) =>
    join(here, `${name}.ts`),
  ),
  outdir,
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  outExtension: { '.js': '.mjs' },
  logLevel: 'warning',
});

const child = spawn(process.execPath, [join(outdir, 'bench.mjs'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd: root,
  env: { ...process.env, NODE_ENV: 'production' },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => {
  clean();
  process.exitCode = code ?? 1;
});
