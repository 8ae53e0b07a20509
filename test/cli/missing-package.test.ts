import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'missing-'));
afterAll(() => rmSync(folder, { recursive: true }));

const program = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** The command line where a package is not installed. */
function without(name: string, args: readonly string[]) {
  const hook = join(folder, 'hook.cjs');
  writeFileSync(
    hook,
    `const Module = require('node:module');
     const resolve = Module._resolveFilename;
     Module._resolveFilename = function (request, ...rest) {
       if (request === '${name}' || request.startsWith('${name}/'))
         throw Object.assign(new Error('Cannot find module'), { code: 'MODULE_NOT_FOUND' });
       return resolve.call(this, request, ...rest);
     };`,
  );
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--require', hook, '--import', 'tsx', program, ...args],
    {
      encoding: 'utf8',
      env: {
        ...process.env,
        TVE_SOFTWARE_STATEMENT: 'x',
        TVE_SERVICE_KEY: Buffer.alloc(32, 7).toString('base64'),
      },
    },
  );
  return { status, stdout, stderr };
}

it.each([
  [
    'libsql',
    `sqlite:${join(folder, 'flows.db')}`,
    'sqliteStore needs the package libsql: npm install libsql',
  ],
  [
    '@restatedev/restate-sdk',
    'restate',
    'Flows on Restate need a package: npm install @restatedev/restate-sdk',
  ],
])(
  'without %s, the service says in one line what to install',
  (name, store, message) => {
    const server = ['--origin', 'http://127.0.0.1:1', '--service-provider', 'REF30'];
    expect(without(name, ['service', '--store', store, ...server])).toEqual({
      status: 1,
      stdout: '',
      stderr: `tve-auth-flow: ${message}\n`,
    });
  },
  60_000,
);
