// Node 20 runs no TypeScript: the scripts are bundled first, with their packages left outside.
import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '../..');
// Below node_modules, so that the packages are found from there.
const cache = join(root, 'node_modules/.cache/tve-auth-flow');
const [script = 'bench', ...args] = process.argv.slice(2);

mkdirSync(cache, { recursive: true });
const outdir = mkdtempSync(join(cache, 'bench-'));
const clean = () => rmSync(outdir, { recursive: true, force: true });

await build({
  absWorkingDir: root,
  entryPoints: ['bench', 'size', 'simulator-process', 'heap-process'].map((name) =>
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

const child = spawn(process.execPath, [join(outdir, `${script}.mjs`), ...args], {
  stdio: 'inherit',
  cwd: root,
  env: { ...process.env, NODE_ENV: 'production' },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => {
  clean();
  process.exitCode = code ?? 1;
});
