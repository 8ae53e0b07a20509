/*
 * The built program, in processes of its own. What it takes from the network is on this machine.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transitions } from './support.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder = '';
let main = '';

beforeAll(async () => {
  // Below node_modules, so that what it imports is found from there.
  const cache = join(root, 'node_modules', '.cache');
  await mkdir(cache, { recursive: true });
  folder = await mkdtemp(join(cache, 'tve-auth-flow-cli-'));
  main = join(folder, 'main.mjs');
  await build({
    entryPoints: [join(root, 'src', 'cli', 'main.ts')],
    outfile: main,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
  });
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const start = (...args: string[]) =>
  spawn(process.execPath, [main, ...args], {
    env: { ...process.env, XDG_CONFIG_HOME: join(folder, 'config'), TVE_SOFTWARE_STATEMENT: 'x' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

async function end(child: ReturnType<typeof start>): Promise<Ended> {
  const [out, err] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    child.exitCode ?? once(child, 'exit'),
  ]);
  return { code: child.exitCode, out, err };
}

/** A port that something else listens on, or one that nothing does any more. */
async function port(): Promise<{ number: string; free: () => Promise<unknown> }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    number: String(typeof address === 'object' ? address?.port : ''),
    free: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}

describe('the program', () => {
  it('explains itself', async () => {
    const { code, out, err } = await end(start('--help'));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('Usage: tve-auth-flow <command>');
    expect(await end(start('--version'))).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as unknown,
    });
  });

  it('ends with 2 and one line where the command line makes no sense', async () => {
    const { code, out, err } = await end(start('demo', '--nonsense'));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^tve-auth-flow: unknown option --nonsense [^\n]+\n$/);
  });

  it('ends with 1 and one line where the server is not reached', async () => {
    const { number, free } = await port();
    await free();
    const args = ['--origin', `http://127.0.0.1:${number}`, '--service-provider', 'REF30'];
    const { code, err } = await end(start('login', ...args));
    expect({ code, err }).toEqual({
      code: 1,
      err: `tve-auth-flow: cannot reach http://127.0.0.1:${number}: nothing listens there\n`,
    });
  });

  it('ends with 1 and one line where the port is in use', async () => {
    const { number, free } = await port();
    const { code, out, err } = await end(start('simulator', '--port', number));
    await free();
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^tve-auth-flow: [^\n]+ the port is in use\n$/);
  });

  it('tells the whole story as JSON', async () => {
    const { code, out, err } = await end(start('demo', '--json'));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(transitions(out).at(-1)).toMatchObject({
      step: 'sign-out',
      phase: 'unauthenticated',
    });
  }, 60_000);

  it('ends with 130 when it is interrupted', async () => {
    const child = start('simulator', '--port', '0');
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    await once(child, 'exit');
    expect(child.exitCode).toBe(130);
  });

  it('ends quietly when nobody reads it any more', async () => {
    const child = start('demo');
    await once(child.stdout, 'data');
    child.stdout.destroy();
    const err = text(child.stderr);
    await once(child, 'exit');
    expect(await err).toBe('');
    expect(child.exitCode).toBe(141);
  }, 60_000);
});
