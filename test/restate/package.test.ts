import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
let folder: string | undefined;

afterEach(() => folder && rm(folder, { recursive: true, force: true }));

/** An app with the built package, and the SDK of Restate as it is given, or none. */
async function codeWith(sdk?: string): Promise<unknown> {
  folder = await mkdtemp(join(tmpdir(), 'restate-app-'));
  const modules = join(folder, 'node_modules');
  const own = join(modules, 'tve-auth-flow');
  await mkdir(own, { recursive: true });
  await cp(join(root, 'dist'), join(own, 'dist'), { recursive: true });
  await cp(join(root, 'package.json'), join(own, 'package.json'));
  for (const name of ['xstate', 'zod', 'nanoid'])
    await symlink(join(root, 'node_modules', name), join(modules, name));
  if (sdk) {
    const at = join(modules, '@restatedev/restate-sdk');
    await mkdir(at, { recursive: true });
    await writeFile(join(at, 'package.json'), sdk);
  }
  const script = join(folder, 'app.mjs');
  await writeFile(
    script,
    `import { restateEndpoint, restateHost } from 'tve-auth-flow/durable/restate';
     await restateHost({ ingress: 'http://127.0.0.1:9' }).close();
     delete Promise.withResolvers;
     await restateEndpoint({ machines: {} }).catch(({ code, message }) =>
       console.log(JSON.stringify({ code, message })));`,
  );
  const { stdout } = await promisify(execFile)(process.execPath, [script]);
  return JSON.parse(stdout);
}

it('without the SDK, the endpoint says what to install; a host needs none', async () => {
  expect(await codeWith()).toEqual({
    code: 'package_missing',
    message: 'Flows on Restate need a package: npm install @restatedev/restate-sdk',
  });
});

it('with an SDK that this Node would hang with, the endpoint says which one to install', async () => {
  expect(await codeWith('{"version":"1.17.2"}')).toEqual({
    code: 'package_unusable',
    message:
      '@restatedev/restate-sdk 1.17.2 needs Node 22: npm install @restatedev/restate-sdk@1.14.5',
  });
});
