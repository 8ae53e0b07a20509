import { connect } from 'node:net';
import { afterEach, expect, it, onTestFinished } from 'vitest';
import { createHost, encryptedItems, memoryItems, memoryStore } from '../../src/durable/index.js';
import { startRemoteFlow } from '../../src/remote/index.js';
import { createProgrammerService } from '../../src/service/index.js';
import { createSimulator } from '../../src/simulator/index.js';
import { info, input } from './support.js';

const ended: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (let end = ended.pop(); end; end = ended.pop()) await end();
});

/** A service on a port, before a simulator on another one. */
async function listening() {
  const simulator = createSimulator({ throttle: false });
  const adobe = await simulator.listen();
  ended.push(() => adobe.close());
  const service = await createProgrammerService({
    host: (flows) => createHost({ store: memoryStore(), ...flows }),
    items: encryptedItems(memoryItems(), [new Uint8Array(32).fill(7)]),
    client: {
      environment: { origin: adobe.origin },
      serviceProvider: 'REF30',
      softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c3RhdGVtZW50',
      allowInsecureRequests: true,
    },
    verify: 'loopback',
    rate: { perSecond: 1000, burst: 1000 },
  });
  const close = () => service.close();
  ended.push(close);
  return { simulator, service, close, ...(await service.listen({ port: 0 })) };
}

it('a whole life over HTTP: sign-in, a play with its media token, sign-out', async () => {
  const { simulator, origin } = await listening();
  const { screen, domainName, redirectUrl } = input;
  const flow = startRemoteFlow(origin, {
    machine: 'entitlement',
    input: { screen, domainName, redirectUrl },
    device: { id: 'television-1', info },
  });
  onTestFinished(() => flow.stop());
  const token = await new Promise<string>((resolve, reject) => {
    let opened = '';
    let isAsked = false;
    flow.subscribe({
      error: reject,
      next(view) {
        if (view.phase === 'connecting') return;
        if (view.phase === 'unauthenticated')
          void flow.send({ type: 'authenticate', mvpd: 'Cablevision' });
        if (view.phase === 'authenticated' && !view.plays[0])
          void flow.send({ type: 'play', resource: 'news' });
        if (view.plays[0]?.phase === 'permitted' && !isAsked) {
          isAsked = true;
          flow
            .takeMediaToken('news')
            .then(({ serializedToken }) => resolve(serializedToken), reject);
        }
        if (view.phase !== 'authenticating' || view.authentication.phase !== 'authenticate') return;
        if (opened === view.authentication.code) return;
        opened = view.authentication.code;
        void simulator.viewer
          .signIn({ code: opened })
          .then(() => flow.send({ type: 'userAgent.returned' }));
      },
    });
  });
  expect(simulator.verifyMediaToken(token, 'news')).toBe('VALID_TOKEN');

  const outcomes = await new Promise((resolve, reject) => {
    flow.subscribe({
      error: reject,
      next(view) {
        if (view.phase === 'loggingOut' && view.logout.phase === 'logout')
          void flow.send({ type: 'userAgent.returned' });
        if (view.phase === 'unauthenticated') resolve(view.outcomes);
      },
    });
    void flow.send({ type: 'logout' });
  });
  expect(outcomes).toMatchObject([{ mvpd: 'Cablevision', carriedOut: true }]);
  const url = await flow.url;
  expect((await fetch(url, { method: 'DELETE' })).status).toBe(204);
});

const post = (origin: string, path: string, body: unknown) =>
  fetch(`${origin}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

it('whoever reads a stream not at all hinders nobody, and keeps the service from no end', async () => {
  const { origin, port, close } = await listening();
  const begun = await post(origin, '/v1/flows', {
    machine: 'secondScreen',
    input: { redirectUrl: 'https://adobe.com' },
    device: { id: 'television-1' },
  });
  const { id } = (await begun.json()) as { id: string };
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => {});
  socket.pause();
  socket.write(`GET /v1/flows/${id}/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
  const event = { type: 'code.entered', code: `!${'x'.repeat(20_000)}` };
  for (let count = 0; count < 30; count += 1) {
    const answer = await post(origin, `/v1/flows/${id}/events`, event);
    expect(answer.status).toBe(200);
    await answer.text();
  }
  await close();
});

it('ends with its streams, and takes no new connection', async () => {
  const { origin, close } = await listening();
  const begun = await post(origin, '/v1/flows', {
    machine: 'secondScreen',
    input: {},
    device: { id: 'television-1' },
  });
  const { id } = (await begun.json()) as { id: string };
  const stream = await fetch(`${origin}/v1/flows/${id}/stream`);
  const text = stream.text();
  await close();
  expect(await text).toContain('retry: 2000');
  await expect(fetch(`${origin}/healthz`)).rejects.toThrow('fetch failed');
});

it('says that a port is in use', async () => {
  const { service, port } = await listening();
  await expect(service.listen({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
