import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Milliseconds: the binary has 216 MB. */
const PATIENCE = 300_000;

/**
 * Installs the engine into a folder of its own, where it stays for the next run, and gives the binary itself: a kill
 * of the wrapper that the package has would leave the engine running.
 */
export async function installEngine(version: string): Promise<string> {
  const folder = join(tmpdir(), `tve-auth-flow-restate-${version}-${process.getuid?.() ?? 0}`);
  const name = `@restatedev/restate-server-${process.platform}-${process.arch}`;
  const binary = join(folder, 'node_modules', name, 'bin', 'restate-server');
  const isThere = await access(binary).then(
    () => true,
    () => false,
  );
  if (!isThere)
    await promisify(execFile)(
      'npm',
      [
        'install',
        '--prefix',
        folder,
        '--no-audit',
        '--no-fund',
        '--ignore-scripts',
        `@restatedev/restate-server@${version}`,
      ],
      { timeout: PATIENCE },
    );
  await access(binary);
  return binary;
}
