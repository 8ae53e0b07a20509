import { afterAll, beforeAll, expect, it } from 'vitest';
import type * as remote from '../../src/remote/index.js';
import { createHost, memoryItems, memoryStore } from '../../src/durable/index.js';
import { createProgrammerService, type ProgrammerService } from '../../src/service/index.js';
import { bundleForPage, setStage, type Stage } from './support.js';

/** What the bundle puts into the page. */
interface AppWindow {
  remote: typeof remote;
  flow: remote.RemoteFlow<'authentication'>;
  phases: string[];
  connections: boolean[];
}

let stage: Stage;
let service: ProgrammerService;
const ports: number[] = [];

/** The same flows and devices, in a new process as it were. */
const store = memoryStore();
const items = memoryItems();
async function serve(port = 0): Promise<string> {
  service = await createProgrammerService({
    host: (flows) => createHost({ store, ...flows }),
    items,
    client: {
      environment: { origin: stage.origin },
      serviceProvider: 'REF30',
      softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
      allowInsecureRequests: true,
    },
    verify: (request) => request.headers.get('Authorization'),
    allowOrigins: [stage.app],
  });
  const listening = await service.listen({ port });
  ports.push(listening.port);
  return listening.origin;
}

beforeAll(async () => {
  stage = await setStage();
});
afterAll(async () => {
  await service?.close();
  await stage?.close();
});

it('a page of another origin follows a flow, through a restart of the service', async () => {
  const origin = await serve();
  const { page } = await stage.open(`${stage.app}/back`);
  const entry = `export * from './src/remote/index.ts';`;
  await page.addScriptTag({ content: await bundleForPage(entry, { globalName: 'remote' }) });
  await page.evaluate((serviceOrigin) => {
    const window = globalThis as unknown as AppWindow;
    window.phases = [];
    window.connections = [];
    window.flow = window.remote.startRemoteFlow(
      serviceOrigin,
      {
        machine: 'authentication',
        input: {
          screen: 'primary',
          mvpd: 'Cablevision',
          domainName: 'adobe.com',
          redirectUrl: 'https://adobe.com',
        },
        device: { info: { model: 'TV', version: '1', osName: 'webOS', osVersion: '6' } },
      },
      {
        headers: { Authorization: 'television-1' },
        onConnection: (is) => window.connections.push(is),
      },
    );
    window.flow.subscribe(({ phase }) => window.phases.push(phase));
  }, origin);
  const shows = (phase: string) =>
    page.waitForFunction(
      (wanted) => (globalThis as unknown as AppWindow).flow.getSnapshot().phase === wanted,
      phase,
    );
  await shows('authenticate');
  const code = await page.evaluate(() => {
    const view = (globalThis as unknown as AppWindow).flow.getSnapshot();
    return view.phase === 'authenticate' ? view.code : '';
  });

  await service.close();
  await page.waitForFunction(() =>
    (globalThis as unknown as AppWindow).connections.includes(false),
  );
  await page.evaluate(() => {
    void (globalThis as unknown as AppWindow).flow.send({ type: 'userAgent.returned' });
  });
  await stage.simulator.viewer.signIn({ code });
  await serve(ports[0]);
  await shows('authorize');
  expect(stage.simulator.session(code)?.deviceId).toBe('television-1');
});
