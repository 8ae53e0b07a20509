import { afterEach, expect, it, vi } from 'vitest';
import { createHost, memoryItems, memoryStore } from '../../src/durable/index.js';
import {
  type RemoteFlow,
  remoteFlow,
  type RemotePartnerFramework,
  startRemoteFlow,
} from '../../src/remote/index.js';
import { info, input, world } from '../service/support.js';
import { subscribed } from '../support/flows.js';
import { simulateTime } from '../support/world.js';

simulateTime();

const { domainName, redirectUrl } = input;

const followed: Array<{ stop(): void }> = [];
afterEach(() => {
  for (const flow of followed.splice(0)) flow.stop();
});

type Service = Awaited<ReturnType<typeof world>>['service'];

/** The app's side: a way to a service that may be another one later, and a flow that is followed by it. */
function app(first: Service, partnerFramework?: RemotePartnerFramework) {
  let service: Service | undefined = first;
  const options = {
    fetch: async (url: string | URL | Request, init?: RequestInit) => {
      if (!service) throw new TypeError('fetch failed');
      return service.fetch(new Request(url, init));
    },
    headers: { 'X-Test-Device': 'television-1' },
    ...(partnerFramework && { partnerFramework }),
  };
  const follow = <T extends { stop(): void }>(flow: T): T => {
    followed.push(flow);
    return flow;
  };
  return {
    begin: () =>
      follow(
        startRemoteFlow(
          'https://tv.example',
          {
            machine: 'partnerAuthentication',
            input: { ...input, partner: 'Apple' },
            device: { info },
          },
          options,
        ),
      ),
    live: () =>
      follow(
        startRemoteFlow(
          'https://tv.example',
          {
            machine: 'entitlement',
            input: { screen: 'primary', domainName, redirectUrl, partner: 'Apple' },
            device: { info },
          },
          options,
        ),
      ),
    resume: (url: string) => follow(remoteFlow<'partnerAuthentication'>(url, options)),
    reach: (next: Service | undefined) => {
      service = next;
    },
  };
}

async function shows(flow: RemoteFlow, phase: string) {
  for (let time = 0; flow.getSnapshot().phase !== phase; time += 1) {
    if (time > 4000) throw new Error(`It shows ${JSON.stringify(flow.getSnapshot())}`);
    await vi.advanceTimersByTimeAsync(100);
  }
}

it('a flow on a service signs in with the framework of the app', async () => {
  const { service } = await world();
  const flow = app(service, subscribed).begin();
  await shows(flow, 'authorize');
  expect(flow.getSnapshot()).toMatchObject({ mvpd: 'Cablevision' });
});

it('a whole life does, and the framework is told the providers', async () => {
  const { service } = await world();
  const providers = vi.fn<(mvpds: readonly string[]) => void>();
  const flow = app(service, {
    ...subscribed,
    async status(call) {
      providers(((await call.providers?.()) ?? []).map(({ mvpd }) => mvpd));
      return subscribed.status();
    },
  }).live();
  await shows(flow, 'unauthenticated');
  await flow.send({ type: 'authenticate' });
  await shows(flow, 'authenticated');
  expect(providers).toHaveBeenCalledExactlyOnceWith(expect.arrayContaining(['Cablevision']));
});

it.each([
  ['fails', () => Promise.reject(new Error('planted'))],
  ['gives what is no status', async () => ({}) as never],
])('a framework that %s: the basic flow goes on, and nobody is told more', async (_, status) => {
  const { service } = await world();
  const flow = app(service, { ...subscribed, status }).begin();
  await shows(flow, 'authenticate');
  expect(flow.getSnapshot()).toMatchObject({
    fallback: { error: { code: 'partner_framework_failed' } },
  });
  expect(JSON.stringify(flow.getSnapshot())).not.toContain('planted');
});

it('an app without a framework is not waited for', async () => {
  const { service } = await world();
  const flow = app(service).begin();
  await shows(flow, 'authenticate');
  expect(flow.getSnapshot()).toMatchObject({
    fallback: { error: { code: 'partner_sign_in_unavailable' } },
  });
});

it('a dialog outlives a service that is away meanwhile, and is opened once', async () => {
  const [store, items] = [memoryStore(), memoryItems()];
  const options = { host: (flows: object) => createHost({ store, machines: {}, ...flows }), items };
  const { service } = await world(options);
  let answer = () => {};
  const status = vi.fn<RemotePartnerFramework['status']>(async () => {
    await new Promise<void>((resolve) => {
      answer = resolve;
    });
    return subscribed.status();
  });
  const made = app(service, { ...subscribed, status });
  const flow = made.begin();
  await shows(flow, 'status');
  await vi.advanceTimersByTimeAsync(2000);
  made.reach(undefined);
  const closing = service.close();
  await vi.advanceTimersByTimeAsync(1000);
  await closing;
  answer();
  await vi.advanceTimersByTimeAsync(5000);
  made.reach((await world(options)).service);
  await shows(flow, 'authorize');
  expect(status).toHaveBeenCalledOnce();
});

it('a dialog ends with its flow, and an app that comes back answers what is asked', async () => {
  const { service } = await world();
  let signal: AbortSignal | undefined;
  const never = app(service, {
    ...subscribed,
    status: (call) => {
      ({ signal } = call);
      return new Promise(() => {});
    },
  });
  const flow = never.begin();
  await shows(flow, 'status');
  await vi.advanceTimersByTimeAsync(2000);
  expect(signal?.aborted).toBe(false);
  flow.stop();
  expect(signal?.aborted).toBe(true);
  await shows(app(service, subscribed).resume(await flow.url), 'authorize');
});
