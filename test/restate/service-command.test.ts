import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { type Engine, freePorts, startEngine } from './support/engine.js';
import { until } from './support/until.js';
import { startWorld, type World } from './support/world.js';

const program = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));

let world: World;
let engine: Engine;
let ports: readonly number[];
let child: ChildProcess | undefined;
let written = '';

beforeAll(async () => {
  world = await startWorld();
  engine = await startEngine(inject('binary'));
  ports = await freePorts(2);
});
afterAll(async () => {
  child?.kill('SIGKILL');
  await engine?.remove();
  await world?.close();
});

/** Starts the command, as somebody would in a terminal; `more` are flags. */
async function start(): Promise<void> {
  const flags = {
    store: 'restate',
    origin: world.origin,
    'service-provider': 'REF30',
    port: String(ports[0]),
    ingress: engine.ingress,
    admin: engine.admin,
    endpoint: `http://127.0.0.1:${ports[1]}`,
  };
  const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]);
  child = spawn(process.execPath, [program, 'service', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      TVE_SERVICE_KEY: Buffer.alloc(32, 7).toString('base64'),
      TVE_SOFTWARE_STATEMENT: 'eyJhbGciOiJSUzI1NiJ9.e30.c3RhdGVtZW50',
    },
  });
  written = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      written += chunk.toString();
    });
  await until(() => {
    if (child && child.exitCode !== null) throw new Error(written);
    return written.includes('Until Ctrl-C');
  }, 'the service serves');
}

async function stop(signal: NodeJS.Signals): Promise<unknown> {
  const isOver = once(child!, 'exit');
  child!.kill(signal);
  const [code] = (await isOver) as [number | null];
  return code;
}

it('tve-auth-flow service --store restate: its flows outlive it, and end in the next process', async () => {
  await start();
  expect(written).toContain(`Restate at ${engine.ingress}`);
  const flows = `http://127.0.0.1:${ports[0]}/v1/flows`;
  const begun = await fetch(flows, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      machine: 'authentication',
      input: {
        screen: 'primary',
        mvpd: 'Cablevision',
        domainName: 'adobe.com',
        redirectUrl: 'https://adobe.com',
      },
      device: { id: 'television-1', info: { model: 'TV', osName: 'tvOS' } },
    }),
  });
  expect(begun.status).toBe(201);
  const { id } = (await begun.json()) as { readonly id: string };
  type View = { readonly phase: string; readonly code: string };
  const view = async (): Promise<View> => {
    const response = await fetch(`${flows}/${id}`);
    return ((await response.json()) as { readonly view?: View }).view ?? { phase: '', code: '' };
  };
  const shows = (phase: string) =>
    until(async () => {
      // A device may ask once a second.
      await new Promise((resolve) => {
        setTimeout(resolve, 1_000);
      });
      return (await view()).phase === phase;
    }, `it shows ${phase}`);
  await shows('authenticate');
  await stop('SIGKILL');
  await start();
  const { code } = await view();
  await world.simulator.viewer.signIn({ code });
  const sent = await fetch(`${flows}/${id}/events`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ type: 'userAgent.returned' }),
  });
  expect(sent.status).toBe(200);
  await shows('authorize');
  expect((await fetch(`http://127.0.0.1:${ports[0]}/readyz`)).status).toBe(200);
  expect(await stop('SIGTERM')).toBe(143);
});

it('says what is the matter where the engine is away', async () => {
  await engine.kill();
  await expect(start()).rejects.toThrow(/cannot serve Restate at http:\S+: fetch failed/);
});
