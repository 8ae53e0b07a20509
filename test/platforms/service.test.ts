/* The built service as a process of its own, killed at every moment of a life. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import type { EntitlementView } from '../../src/index.js';
import { type RemoteFlow, startRemoteFlow } from '../../src/remote/index.js';
import { createSimulator } from '../../src/simulator/index.js';

const command = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));

/** Starts services, one after another, on one file and one port. */
function serviceOf(adobe: string) {
  const folder = mkdtempSync(join(tmpdir(), 'service-'));
  const env = {
    ...process.env,
    TVE_SOFTWARE_STATEMENT: 'from-the-dashboard',
    TVE_SERVICE_KEY: Buffer.alloc(32, 7).toString('base64'),
  };
  let child: ChildProcess | undefined;
  let port = '0';
  const words = ['--store', `sqlite:${join(folder, 'flows.db')}`, '--origin', adobe];
  async function start(): Promise<void> {
    const args = [command, 'service', ...words, '--service-provider', 'REF30', '--port', port];
    const begun = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    child = begun;
    let said = '';
    for await (const chunk of begun.stdout) {
      said += String(chunk);
      if (said.includes('Until Ctrl-C')) break;
    }
    [, port = '0'] = /127\.0\.0\.1:(\d+)/.exec(said) ?? [];
  }
  async function end(signal: NodeJS.Signals): Promise<number | null> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return null;
    const exit = once(child, 'exit');
    child.kill(signal);
    const [code] = (await exit) as [number | null];
    return code;
  }
  onTestFinished(async () => {
    await end('SIGKILL');
    rmSync(folder, { recursive: true });
  });
  return {
    start,
    end,
    origin: () => `http://127.0.0.1:${port}`,
    kill: async () => {
      await end('SIGKILL');
      await start();
    },
  };
}

const input = {
  screen: 'primary',
  domainName: 'adobe.com',
  redirectUrl: 'https://adobe.com',
} as const;
const device = { id: 'television-1', info: { model: 'TV', version: '1', osName: 'webOS' } };

/** Waits for a view. */
function until(
  flow: RemoteFlow<'entitlement'>,
  isWanted: (view: EntitlementView) => boolean,
): Promise<EntitlementView> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const view = flow.getSnapshot();
      if (view.phase === 'connecting' || !isWanted(view)) return;
      listening.unsubscribe();
      resolve(view);
    };
    const listening = flow.subscribe({ next: look, error: reject });
    look();
  });
}

it('a kill at any moment loses no flow, no event and no media token', async () => {
  const simulator = createSimulator({ throttle: false });
  const adobe = await simulator.listen();
  onTestFinished(() => adobe.close());
  const service = serviceOf(adobe.origin);
  await service.start();
  const flow = startRemoteFlow(service.origin(), { machine: 'entitlement', input, device });
  onTestFinished(() => flow.stop());

  await until(flow, ({ phase }) => phase === 'unauthenticated');
  await service.kill();
  const authenticate = flow.send({ type: 'authenticate', mvpd: 'Cablevision' });
  await service.kill();
  await authenticate;
  const shown = await until(
    flow,
    (view) => view.phase === 'authenticating' && view.authentication.phase === 'authenticate',
  );
  await service.kill();
  const { authentication } = shown as Extract<EntitlementView, { phase: 'authenticating' }>;
  await simulator.viewer.signIn({ code: (authentication as { code: string }).code });
  const returned = flow.send({ type: 'userAgent.returned' });
  await service.kill();
  await returned;
  await until(flow, ({ phase }) => phase === 'authenticated');

  const play = flow.send({ type: 'play', resource: 'news' });
  await service.kill();
  await play;
  await until(flow, ({ plays }) => plays[0]?.phase === 'permitted');
  await service.kill();
  const { serializedToken } = await flow.takeMediaToken('news').catch(async () => {
    // The service was not there yet.
    await service.kill();
    return flow.takeMediaToken('news');
  });
  expect(simulator.verifyMediaToken(serializedToken, 'news')).toBe('VALID_TOKEN');

  await flow.send({ type: 'logout' });
  await until(flow, (view) => view.phase === 'loggingOut' && view.logout.phase === 'logout');
  await service.kill();
  await flow.send({ type: 'userAgent.returned' });
  const { outcomes } = (await until(flow, ({ phase }) => phase === 'unauthenticated')) as Extract<
    EntitlementView,
    { phase: 'unauthenticated' }
  >;
  expect(outcomes).toMatchObject([{ mvpd: 'Cablevision', carriedOut: true }]);
  const registrations = simulator.requests.filter(({ endpoint }) => endpoint === 'E1');
  expect(registrations).toHaveLength(1);
});

it('SIGTERM ends it well: streams end, and it is gone soon', async () => {
  const service = serviceOf('http://127.0.0.1:1');
  await service.start();
  const flow = startRemoteFlow(service.origin(), {
    machine: 'secondScreen',
    input: {} as never,
    device,
  });
  onTestFinished(() => flow.stop());
  const url = await flow.url;
  const { body } = await fetch(`${url}/stream`);
  const decoder = new TextDecoder();
  let text = '';
  let ended: Promise<number | null> | undefined;
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    if (text.includes('event: view')) ended ??= service.end('SIGTERM');
  }
  expect(text).toContain('event: view');
  expect(await ended).toBe(143);
  await service.start();
  expect((await fetch(url)).status).toBe(200);
});
