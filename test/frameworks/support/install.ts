import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const root = join(import.meta.dirname, '../../..');
/** Not below node_modules, where Next compiles no TypeScript; and each clone has its own. */
const clone = createHash('sha256').update(root).digest('hex').slice(0, 8);
const folder = join(tmpdir(), `tve-auth-flow-frameworks-${clone}`);

/** Runs a program of an app. @throws Error with what it printed */
export async function run(app: string, program: string, ...words: readonly string[]) {
  const env = { ...process.env, CI: '1', NEXT_TELEMETRY_DISABLED: '1', EXPO_NO_TELEMETRY: '1' };
  const options = { cwd: app, env: { ...env, EXPO_OFFLINE: '1' }, maxBuffer: 1 << 26 };
  try {
    return (await execute(program, words, options)).stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${words.join(' ')}\n${stdout}${stderr}`, { cause: error });
  }
}

/**
 * Copies an example to a folder of its own, and installs its packages with the packed package among them.
 * What was installed before is used again.
 *
 * @returns the folder
 */
export async function installExample(name: string): Promise<string> {
  const app = join(folder, name);
  await mkdir(app, { recursive: true });
  for (const old of await readdir(app))
    if (old !== 'node_modules') await rm(join(app, old), { recursive: true });
  await cp(join(root, 'docs/examples', name), app, { recursive: true });

  const packed = await run(
    root,
    'npm',
    'pack',
    '--ignore-scripts',
    '--json',
    '--pack-destination',
    app,
  );
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  const manifest = join(app, 'package.json');
  const text = await readFile(manifest, 'utf8');
  const wanted = text.replace(/("tve-auth-flow": )"[^"]*"/, `$1"file:${filename}"`);
  await writeFile(manifest, wanted);
  // A package of the same name and version may be another one.
  await rm(join(app, 'node_modules/tve-auth-flow'), { recursive: true, force: true });
  const options = '--ignore-scripts --prefer-offline --no-package-lock --no-audit --no-fund';
  await run(app, 'npm', 'install', ...options.split(' '));
  return app;
}
