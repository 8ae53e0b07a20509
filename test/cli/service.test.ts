import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createSimulator } from '../../src/simulator/index.js';
import { context, runIn } from './support.js';

const folder = mkdtempSync(join(tmpdir(), 'service-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const key = Buffer.alloc(32, 7).toString('base64');
const env = { TVE_SOFTWARE_STATEMENT: 'from-the-dashboard', TVE_SERVICE_KEY: key };
const server = ['--origin', 'http://127.0.0.1:1', '--service-provider', 'REF30'];

/** Runs the command until it serves, does something, and stops it. */
async function serving(args: readonly string[], visit: (origin: string) => Promise<void>) {
  const surroundings = context({ env });
  const { stdout } = surroundings;
  let ended: ReturnType<typeof runIn> | undefined;
  await new Promise<void>((resolve, reject) => {
    const write = (text: string) => {
      stdout.write(text);
      if (text.includes('Until Ctrl-C')) resolve();
    };
    ended = runIn(
      { ...surroundings, stdout: { ...stdout, write } },
      ...['service', '--port', '0'].concat(args),
    );
    void ended.then(({ err }) => reject(new Error(err)));
  });
  await visit(/Base URL +(\S+)/.exec(stdout.text())?.[1] ?? '');
  surroundings.stop();
  return ended!;
}

const begin = (origin: string, headers: object = {}) =>
  fetch(`${origin}/v1/flows`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({
      machine: 'secondScreen',
      input: { redirectUrl: 'https://adobe.com' },
      device: { id: 'television-1' },
    }),
  });

describe('tve-auth-flow service', () => {
  it.each([
    [['--store', 'memory', '--service-provider', 'REF30'], '--origin or --environment is missing'],
    [['--store', 'memory', '--origin', 'https://x'], '--service-provider is missing'],
    [server, '--store is missing'],
    [
      [...server, '--store', 'redis'],
      '--store must be sqlite:FILE, restate or memory, not "redis"',
    ],
    [[...server, '--store', 'restate', '--admin', 'localhost'], '--admin must be an address'],
    [[...server, '--store', 'restate', '--endpoint', 'http://x'], '--endpoint needs a port'],
    [[...server, '--store', 'restate', '--endpoint-listen', 'x'], '--endpoint-listen must be'],
    [[...server, '--store', 'memory', '--port', '-1'], '--port'],
    [[...server, '--store', 'memory', '--host', '0.0.0.0'], '--verify is missing'],
  ])('%j: says what is missing', async (args, message) => {
    const { code, out, err } = await runIn(context({ env }), 'service', ...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(err.trimEnd()).not.toContain('\n');
  });

  it.each([
    ['no key', {}, '--key FILE or TVE_SERVICE_KEY is missing; make one with: openssl rand'],
    ['a short key', { TVE_SERVICE_KEY: 'c2hvcnQ=' }, 'a key must be 32 bytes in Base64'],
    ['nonsense', { TVE_SERVICE_KEY: '§' }, 'a key must be 32 bytes in Base64'],
    ['nothing', { TVE_SERVICE_KEY: ' ' }, 'there is no key'],
  ])('needs a key for a file: %s', async (_, more, message) => {
    const own = context({ env: { TVE_SOFTWARE_STATEMENT: 'x', ...more } });
    const store = `sqlite:${join(folder, 'keyless.db')}`;
    const { code, err } = await runIn(own, 'service', ...server, '--store', store);
    expect(code).not.toBe(0);
    expect(err).toContain(message);
  });

  it.each([
    ['that is not there', join(folder, 'gone.mjs'), 'cannot load the verifier'],
    ['without a function', () => file('none.mjs', 'export const x = 1;'), 'must export a function'],
  ])('needs a verifier that it can load: one %s', async (_, path, message) => {
    const verify = typeof path === 'string' ? path : path();
    const args = [...server, '--store', 'memory', '--verify', verify];
    const { code, err } = await runIn(context({ env }), 'service', ...args);
    expect(code).toBe(1);
    expect(err).toContain(message);
  });

  it('says what it serves, serves it, and stops with 130', async () => {
    const { code, out, err } = await serving([...server, '--store', 'memory'], async (origin) => {
      expect((await begin(origin)).status).toBe(201);
      expect((await fetch(`${origin}/readyz`)).status).toBe(200);
    });
    expect({ code, err }).toEqual({ code: 130, err: '' });
    for (const word of ['not verified', 'memory', 'curl -s', '/metrics'])
      expect(out).toContain(word);
    for (const secret of Object.values(env)) expect(out).not.toContain(secret);
  });

  it('goes on with the flows of a file, for verified devices', async () => {
    const keys = file('keys.txt', `${key}\n`);
    const verify = file(
      'verify.mjs',
      'export default (request) => request.headers.get("x-device");',
    );
    const store = `sqlite:${join(folder, 'flows.db')}`;
    const args = [...server, '--store', store, '--key', keys, '--verify', verify];
    const headers = { 'X-Device': 'television-1' };
    let id = '';
    await serving(args, async (origin) => {
      expect((await begin(origin)).status).toBe(401);
      ({ id } = (await (await begin(origin, headers)).json()) as { id: string });
    });
    await serving(args, async (origin) => {
      const found = await fetch(`${origin}/v1/flows/${id}`, { headers });
      expect(await found.json()).toMatchObject({ id, view: { phase: 'enteringCode' } });
    });
  });

  it('takes a sign-in to a server', async () => {
    const simulated = await createSimulator({ throttle: false }).listen();
    const args = ['--origin', simulated.origin, '--service-provider', 'REF30', '--store', 'memory'];
    await serving(args, async (origin) => {
      const begun = await fetch(`${origin}/v1/flows`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          machine: 'authentication',
          input: { screen: 'secondary' },
          device: { id: 'television-1', info: { model: 'TV', osName: 'tvOS' } },
        }),
      });
      const { id, seq } = (await begun.json()) as { id: string; seq: number };
      const next = await fetch(`${origin}/v1/flows/${id}?wait=20`, {
        headers: { 'If-None-Match': `"${seq}"` },
      });
      expect(await next.json()).toMatchObject({
        view: { phase: 'resume', code: expect.any(String) as string },
      });
    }).catch(async (error: unknown) => {
      await simulated.close();
      throw error;
    });
    await simulated.close();
  });
});
