import { afterEach, describe, expect, it, vi } from 'vitest';
import { createActor } from 'xstate';
import {
  authenticationMachine,
  type AuthenticationView,
  authenticationView,
} from '../../src/index.js';
import {
  localFlow,
  type RemoteError,
  type RemoteFlow,
  remoteFlow,
  type RemoteFlowOptions,
  startRemoteFlow,
} from '../../src/remote/index.js';
import { info, input, settled, world } from '../service/support.js';
import { simulateTime } from '../support/world.js';

simulateTime();

const SERVICE = 'https://tv.example';

/** What is between an app and a service. */
interface Network {
  /** What happens to a request before the service sees it, or to its answer. */
  way: (send: () => Promise<Response>, request: Request) => Promise<Response> | Response;
}

type Service = Awaited<ReturnType<typeof world>>;

const followed: Array<{ stop(): void }> = [];
afterEach(() => {
  for (const flow of followed.splice(0)) flow.stop();
});

/** A service, and the way to it; every request is noted. */
async function connected(options: Parameters<typeof world>[0] = {}) {
  const made: Service = await world(options);
  const network: Network = { way: (send) => send() };
  const seen: string[] = [];
  const keys: Array<string | null> = [];
  const fetch: typeof globalThis.fetch = async (url, init) => {
    const request = new Request(url, init);
    const path = new URL(request.url).pathname.replace(/.*\/flows\/?[^/]*/, '');
    seen.push(`${request.method} ${path}`);
    if (request.method === 'POST') keys.push(request.headers.get('Idempotency-Key'));
    return network.way(async () => made.service.fetch(request), request);
  };
  const common: RemoteFlowOptions = { fetch, headers: { 'X-Test-Device': 'television-1' } };
  const follow = <T extends { stop(): void }>(flow: T): T => {
    followed.push(flow);
    return flow;
  };
  return {
    ...made,
    network,
    seen,
    keys,
    begin: (more: RemoteFlowOptions = {}) =>
      follow(
        startRemoteFlow(
          SERVICE,
          { machine: 'authentication', input, device: { info } },
          { ...common, ...more },
        ),
      ),
    phone: (more: RemoteFlowOptions = {}) =>
      follow(
        startRemoteFlow(
          SERVICE,
          { machine: 'secondScreen', input: { redirectUrl: 'https://adobe.com' } },
          { ...common, ...more },
        ),
      ),
    resume: (url: string, more: RemoteFlowOptions = {}) =>
      follow(remoteFlow<'authentication'>(url, { ...common, ...more })),
  };
}

/** Waits until a flow shows a phase. */
async function shows(flow: { getSnapshot(): { readonly phase: string } }, phase: string) {
  for (let time = 0; flow.getSnapshot().phase !== phase; time += 1) {
    if (time > 2000) throw new Error(`It shows ${flow.getSnapshot().phase}, not ${phase}`);
    await vi.advanceTimersByTimeAsync(100);
  }
}

const phases = (flow: RemoteFlow<'authentication'>): string[] => {
  const shown: string[] = [];
  flow.subscribe(({ phase }) => void shown.push(phase));
  return shown;
};

const codeOf = (flow: RemoteFlow<'authentication'>) =>
  (flow.getSnapshot() as Extract<AuthenticationView, { phase: 'authenticate' }>).code;

const lost = () => Promise.reject<Response>(new TypeError('fetch failed'));

describe('a flow on a service', () => {
  it('is followed as a local one is: through a whole sign-in', async () => {
    const { begin, simulator } = await connected();
    const flow = begin();
    expect(flow.getSnapshot()).toEqual({ phase: 'connecting' });
    const shown = phases(flow);
    let isComplete = false;
    flow.subscribe({ complete: () => (isComplete = true) });
    await shows(flow, 'authenticate');
    await simulator.viewer.signIn({ code: codeOf(flow) });
    await settled(flow.send({ type: 'userAgent.returned' }));
    await shows(flow, 'authorize');
    await vi.advanceTimersByTimeAsync(1000);
    expect(isComplete).toBe(true);
    expect(shown.at(-1)).toBe('authorize');
    expect(new Set(shown).has('connecting')).toBe(false);
  });

  it('is found again by its address, after the app was closed', async () => {
    const { begin, resume } = await connected();
    const first = begin();
    await shows(first, 'authenticate');
    const url = await first.url;
    first.stop();
    const again = resume(url);
    await shows(again, 'authenticate');
    expect(again.getSnapshot()).toMatchObject({ code: codeOf(first) });
  });

  it('shows nothing any more once it is stopped', async () => {
    const { begin } = await connected();
    const flow = begin();
    await shows(flow, 'authenticate');
    const shown = phases(flow);
    const again = begin();
    flow.stop();
    await settled(again.url);
    await expect(flow.send({ type: 'cancel' })).rejects.toMatchObject({ code: 'flow_stopped' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(shown).toEqual([]);
  });
});

describe('the beginning', () => {
  it('is tried until the service answers, and makes one flow', async () => {
    const { begin, network, keys, seen } = await connected();
    let tries = 0;
    network.way = async (send) => {
      tries += 1;
      if (tries === 1) return lost();
      const answer = await send();
      // The service has made the flow, and nobody hears of it.
      return tries === 2 ? lost() : answer;
    };
    const flow = begin();
    await shows(flow, 'authenticate');
    expect(seen.filter((request) => request === 'POST ')).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    expect(flow.getSnapshot()).toMatchObject({ polling: false });
  });

  it('fails where the service refuses, and everybody is told', async () => {
    const { network, resume, begin } = await connected();
    const refusal = { title: 'x', status: 403, code: 'device_of_other', detail: 'Not yours.' };
    network.way = () => Response.json(refusal, { status: 403 });
    const flow = begin();
    const errors: unknown[] = [];
    flow.subscribe({ error: (error) => errors.push(error) });
    const sent = flow.send({ type: 'cancel' });
    await vi.advanceTimersByTimeAsync(1000);
    expect(errors).toMatchObject([{ name: 'RemoteError', status: 403, code: 'device_of_other' }]);
    await expect(sent).rejects.toMatchObject({ code: 'device_of_other' });
    const other = resume(`${SERVICE}/v1/flows/gone`);
    other.subscribe({ error: (error) => errors.push(error) });
    await vi.advanceTimersByTimeAsync(1000);
    expect(errors).toHaveLength(2);
  });
});

describe('an event', () => {
  it('that was lost on its way goes out until it has arrived', async () => {
    const { begin, network, seen } = await connected();
    const flow = begin();
    await shows(flow, 'authenticate');
    let left = 4;
    network.way = (send, { url }) => (url.endsWith('/events') && left-- > 0 ? lost() : send());
    await settled(flow.send({ type: 'cancel' }));
    await shows(flow, 'cancelled');
    expect(seen.filter((request) => request === 'POST /events')).toHaveLength(5);
  });

  it('whose answer was lost counts once', async () => {
    const { phone, network, device } = await connected();
    const flow = phone();
    await shows(flow, 'enteringCode');
    const id = (await flow.url).split('/').pop()!;
    const seqOf = async () =>
      Number((await device().ask('GET', `/v1/flows/${id}`)).headers.get('ETag')?.slice(1, -1));
    const before = await seqOf();
    let left = 2;
    network.way = async (send, { url }) => {
      const answer = await send();
      return url.endsWith('/events') && left-- > 0 ? lost() : answer;
    };
    await settled(flow.send({ type: 'code.entered', code: '!' }));
    expect(await seqOf()).toBe(before + 1);
  });

  it('goes out after the one before it, and waits as long as it is told', async () => {
    const { phone, network } = await connected();
    const flow = phone();
    await shows(flow, 'enteringCode');
    const sent: string[] = [];
    let isBusy = true;
    network.way = async (send, request) => {
      if (!request.url.endsWith('/events')) return send();
      if (isBusy) return new Response('{}', { status: 503, headers: { 'Retry-After': '20' } });
      sent.push(((await request.clone().json()) as { code: string }).code);
      return send();
    };
    const both = Promise.all([
      flow.send({ type: 'code.entered', code: 'first' }),
      flow.send({ type: 'code.entered', code: 'second' }),
    ]);
    await vi.advanceTimersByTimeAsync(1000);
    isBusy = false;
    await vi.advanceTimersByTimeAsync(18_000);
    expect(sent).toEqual([]);
    await settled(both);
    expect(sent).toEqual(['first', 'second']);
  });

  it('that is refused is told to whoever asks, and the next one goes on', async () => {
    const { begin } = await connected();
    const flow = begin();
    await shows(flow, 'authenticate');
    const forged = flow.send({ type: 'xstate.stop' } as never);
    const next = flow.send({ type: 'cancel' });
    const error = await settled(forged).catch((caught: unknown) => caught as RemoteError);
    expect(error).toMatchObject({ status: 422, code: 'event_refused' });
    await settled(next);
    await shows(flow, 'cancelled');
  });

  it('that was sent before the flow was stopped still goes out', async () => {
    const { begin, network, device } = await connected();
    const flow = begin();
    await shows(flow, 'authenticate');
    const id = (await flow.url).split('/').pop()!;
    let left = 1;
    network.way = (send, { url }) => (url.endsWith('/events') && left-- > 0 ? lost() : send());
    const sent = flow.send({ type: 'cancel' });
    flow.stop();
    await settled(sent);
    expect(await (await device().ask('GET', `/v1/flows/${id}`)).json()).toMatchObject({
      view: { phase: 'cancelled' },
    });
  });
});

describe('a connection', () => {
  it('that breaks is made again, with the view that was missed', async () => {
    const { phone, network, device } = await connected();
    const told: boolean[] = [];
    let cut = (): void => {};
    network.way = async (send, { url }) => {
      const answer = await send();
      if (!url.endsWith('/stream')) return answer;
      const reader = answer.body!.getReader();
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          cut = () => {
            controller.error(new TypeError('terminated'));
            void reader.cancel();
          };
        },
        async pull(controller) {
          const { done, value } = await reader.read();
          if (done) controller.close();
          else controller.enqueue(value);
        },
      });
      return new Response(body, answer);
    };
    const flow = phone({ onConnection: (is) => told.push(is) });
    await shows(flow, 'enteringCode');
    while (told.length === 0) await vi.advanceTimersByTimeAsync(1);
    const id = (await flow.url).split('/').pop()!;
    const healthy = network.way;
    network.way = lost;
    cut();
    await vi.advanceTimersByTimeAsync(5000);
    await device().send(id, { type: 'cancel' });
    network.way = healthy;
    await shows(flow, 'cancelled');
    expect(told.slice(0, 3)).toEqual([true, false, true]);
  });

  it('is a long poll where no stream gets through', async () => {
    const { begin, network, seen, device } = await connected();
    // A proxy that collects the whole of an answer.
    network.way = async (send, { url, signal }) => {
      if (!url.endsWith('/stream')) return send();
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new TypeError('aborted')));
      });
    };
    const flow = begin();
    await shows(flow, 'creating');
    await shows(flow, 'authenticate');
    const id = (await flow.url).split('/').pop()!;
    await device().send(id, { type: 'cancel' });
    await shows(flow, 'cancelled');
    expect(seen.filter((request) => request === 'GET /stream')).toHaveLength(2);
  });

  it('is a long poll on a platform whose answers have no body', async () => {
    const body = Object.getOwnPropertyDescriptor(Response.prototype, 'body')!;
    delete (Response.prototype as { body?: unknown }).body;
    try {
      const { phone, seen } = await connected();
      const flow = phone();
      let isComplete = false;
      flow.subscribe({ complete: () => (isComplete = true) });
      await shows(flow, 'enteringCode');
      await settled(flow.send({ type: 'cancel' }));
      await shows(flow, 'cancelled');
      await vi.advanceTimersByTimeAsync(30_000);
      expect(isComplete).toBe(true);
      expect(seen).not.toContain('GET /stream');
    } finally {
      Object.defineProperty(Response.prototype, 'body', body);
    }
  });

  it('to a service that is down is tried ever more seldom', async () => {
    const { phone, network, seen } = await connected();
    const flow = phone();
    await shows(flow, 'enteringCode');
    network.way = lost;
    const { url } = flow;
    flow.stop();
    const other = remoteFlow(await url, { fetch: async () => (seen.push('down'), lost()) });
    followed.push(other);
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    const tries = seen.filter((request) => request === 'down').length;
    expect(tries).toBeGreaterThan(15);
    expect(tries).toBeLessThan(60);
  });

  it('asks for its headers each time: a token may run out', async () => {
    const { begin, network } = await connected();
    let token = 'television-1';
    const flow = begin({ headers: async () => ({ 'X-Test-Device': token }) });
    await shows(flow, 'authenticate');
    token = '';
    const sent = flow.send({ type: 'cancel' });
    network.way = async (send) => {
      const answer = await send();
      if (answer.status === 401) token = 'television-1';
      return answer;
    };
    await settled(sent);
    await shows(flow, 'cancelled');
  });
});

it('a media token is taken once', async () => {
  const { device, simulator, service } = await connected();
  simulator.profiles.add({ mvpd: 'Cablevision' });
  const { id } = await device().start('authorization', { mvpd: 'Cablevision', resource: 'news' });
  const flow = remoteFlow<'authorization'>(`${SERVICE}/v1/flows/${id}`, {
    fetch: async (url, init) => service.fetch(new Request(url, init)),
    headers: { 'X-Test-Device': 'television-1' },
  });
  followed.push(flow);
  await shows(flow, 'permitted');
  const token = await settled(flow.takeMediaToken());
  expect(token.resource).toBe('news');
  expect(simulator.verifyMediaToken(token.serializedToken, 'news')).toBe('VALID_TOKEN');
  await expect(settled(flow.takeMediaToken('news'))).rejects.toMatchObject({ status: 410 });
});

it('a local flow looks the same', async () => {
  const actor = createActor(authenticationMachine, { input }).start();
  const flow = localFlow(actor, authenticationView);
  const shown: string[] = [];
  let isComplete = false;
  flow.subscribe({ next: ({ phase }) => shown.push(phase), complete: () => (isComplete = true) });
  expect(flow.getSnapshot()).toBe(flow.getSnapshot());
  await flow.send({ type: 'cancel' });
  expect(flow.getSnapshot()).toEqual({ phase: 'cancelled' });
  expect(shown.at(-1)).toBe('cancelled');
  expect(isComplete).toBe(true);
});
