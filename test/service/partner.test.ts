import { describe, expect, it, vi } from 'vitest';
import {
  createHost,
  encryptedItems,
  type FlowStore,
  type ItemStore,
  memoryItems,
  memoryStore,
} from '../../src/durable/index.js';
import type { ProgrammerServiceOptions } from '../../src/service/index.js';
import { simulateTime, START } from '../support/world.js';
import { bodyOf, info, input, settled, type Told, type TestDevice, world } from './support.js';

simulateTime();

const status = {
  frameworkPermissionInfo: { accessStatus: 'granted' },
  frameworkProviderInfo: { id: 'Cablevision', expirationDate: START + 86_400_000 },
};
const SAML = '<samlp:Response><planted/></samlp:Response>';

interface Question {
  readonly id: string;
  readonly kind: string;
  readonly providers?: ReadonlyArray<{ readonly id: string; readonly mvpd: string }>;
  readonly request?: { readonly request: string };
}

async function begin(tv: TestDevice, machine = 'partnerAuthentication', more: object = {}) {
  const body = {
    machine,
    input: { ...input, partner: 'Apple', ...more },
    device: { info, partnerFramework: true },
  };
  const { id } = await bodyOf(await tv.ask('POST', '/v1/flows', body));
  const path = `/v1/flows/${id}/partner`;
  return {
    id,
    path,
    /** What is asked now, or in some seconds. */
    async question(): Promise<Question> {
      const asked = tv.ask('GET', `${path}?wait=20`);
      await vi.advanceTimersByTimeAsync(2000);
      return bodyOf<Question>(await asked);
    },
    answer: (answer: object) => tv.ask('POST', path, answer),
    async view(): Promise<Told['view']> {
      await vi.advanceTimersByTimeAsync(2000);
      return (await bodyOf(await tv.ask('GET', `/v1/flows/${id}`))).view;
    },
  };
}

/** Stores of a process that can die: nothing that it asks for is answered then. */
function mortal(store: FlowStore, items: ItemStore) {
  let isDead = false;
  const living = <T>(work: () => Promise<T>): Promise<T> =>
    isDead ? new Promise<T>(() => {}) : work();
  const own: FlowStore = {
    ...store,
    read: (key) => living(() => store.read(key)),
    write: (...args) => living(() => store.write(...args)),
  };
  const options: Partial<ProgrammerServiceOptions> = {
    host: (flows) => createHost({ store: own, ...flows }),
    items: {
      ...items,
      read: (...args) => living(() => items.read(...args)),
      take: (...args) => living(() => items.take(...args)),
    },
  };
  return {
    options,
    die: () => {
      isDead = true;
    },
  };
}

const codeOf = async (response: Response) => [
  response.status,
  (await bodyOf<{ readonly code: string }>(response)).code,
];

describe('partner sign-in', () => {
  it('asks the framework of the app, and signs in with its answers', async () => {
    const { device, simulator } = await world();
    const flow = await begin(device());
    const first = await flow.question();
    expect(first).toEqual({ id: expect.any(String) as string, kind: 'status' });
    expect(await flow.view()).toEqual({ phase: 'status' });
    expect((await flow.answer({ question: first.id, status })).status).toBe(204);
    const second = await flow.question();
    expect(second).toMatchObject({ kind: 'authenticate', request: { type: 'saml' } });
    expect(await flow.view()).toEqual({ phase: 'partner_profile' });
    expect((await flow.answer({ question: second.id, samlResponse: SAML })).status).toBe(204);
    expect(await flow.view()).toMatchObject({ phase: 'authorize', mvpd: 'Cablevision' });
    expect(simulator.requests.map(({ endpoint }) => endpoint)).toContain('E12');
    expect((await device().ask('GET', flow.path)).status).toBe(204);
  });

  it('in a whole life, names the providers that the framework may offer', async () => {
    const { device } = await world();
    const flow = await begin(device(), 'entitlement', { mvpd: undefined });
    expect(await flow.view()).toMatchObject({ phase: 'unauthenticated' });
    await device().send(flow.id, { type: 'authenticate' });
    const { providers } = await flow.question();
    expect(providers?.map(({ mvpd }) => mvpd)).toContain('Cablevision');
  });

  it.each([
    ['says that it has failed', { failed: true }, 'partner_framework_failed', undefined],
    ['declines', { samlResponse: null }, undefined, 'saml_response_not_present'],
  ])('goes on with the basic flow where the framework %s', async (_, answer, code, reason) => {
    const { device } = await world();
    const flow = await begin(device());
    await flow.answer({ question: (await flow.question()).id, status });
    await flow.answer({ question: (await flow.question()).id, ...answer });
    expect(await flow.view()).toMatchObject({
      phase: 'authenticate',
      fallback: { reason: reason ?? 'partner_framework_failed', ...(code && { error: { code } }) },
    });
  });

  it('that nobody answers goes on with the basic flow after five minutes', async () => {
    const { device } = await world();
    const flow = await begin(device());
    const { id } = await flow.question();
    await vi.advanceTimersByTimeAsync(4 * 60_000);
    expect(await flow.view()).toEqual({ phase: 'status' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await flow.view()).toMatchObject({
      phase: 'authenticate',
      fallback: { reason: 'partner_framework_failed', error: { code: 'timeout' } },
    });
    expect(await codeOf(await flow.answer({ question: id, status }))).toEqual([
      409,
      'question_gone',
    ]);
  });

  it('asks anew where the viewer has left, and tries again', async () => {
    const { device } = await world();
    const flow = await begin(device(), 'entitlement', { mvpd: undefined });
    await flow.view();
    await device().send(flow.id, { type: 'authenticate' });
    const { id } = await flow.question();
    await device().send(flow.id, { type: 'cancel' });
    await flow.view();
    expect((await flow.answer({ question: id, status })).status).toBe(409);
    await device().send(flow.id, { type: 'authenticate' });
    expect((await flow.question()).id).not.toBe(id);
  });
});

describe('a service that is killed', () => {
  it('before the answer comes: the next one takes it, and asks nothing twice', async () => {
    const [store, items] = [memoryStore(), memoryItems()];
    const first = mortal(store, items);
    const flow = await begin((await world(first.options)).device());
    const { id } = await flow.question();
    first.die();
    const { device } = await world(mortal(store, items).options);
    await vi.advanceTimersByTimeAsync(10_000);
    const answered = await device().ask('POST', flow.path, { question: id, status });
    expect(answered.status).toBe(204);
    await vi.advanceTimersByTimeAsync(2000);
    const next = await bodyOf<Question>(await device().ask('GET', flow.path));
    expect(next.kind).toBe('authenticate');
  });

  it('before the flow has stored its step: the next one finds the answer', async () => {
    const [store, items] = [memoryStore(), memoryItems()];
    let isFull = false;
    const { device } = await world({
      host: (flows) =>
        createHost({
          store: {
            ...store,
            write: (...args) => (isFull ? new Promise(() => {}) : store.write(...args)),
          },
          ...flows,
        }),
      items,
    });
    const flow = await begin(device());
    const { id } = await flow.question();
    isFull = true;
    expect((await flow.answer({ question: id, status })).status).toBe(204);
    expect(await flow.view()).toEqual({ phase: 'status' });
    const second = await world({ host: (flows) => createHost({ store, ...flows }), items });
    await vi.advanceTimersByTimeAsync(3000);
    const asked = await second.device().ask('GET', `/v1/flows/${flow.id}`);
    expect((await bodyOf(asked)).view).toEqual({ phase: 'partner_profile' });
  });

  it('leaves the time limit as it was', async () => {
    const [store, items] = [memoryStore(), memoryItems()];
    const first = mortal(store, items);
    const flow = await begin((await world(first.options)).device());
    await flow.question();
    await vi.advanceTimersByTimeAsync(4 * 60_000);
    first.die();
    const { device } = await world(mortal(store, items).options);
    await vi.advanceTimersByTimeAsync(61_000);
    const asked = await device().ask('GET', `/v1/flows/${flow.id}`);
    expect((await bodyOf(asked)).view).toMatchObject({
      phase: 'authenticate',
      fallback: { error: { code: 'timeout' } },
    });
  });
});

describe('an answer', () => {
  it('is refused with its path where it is none', async () => {
    const { device } = await world();
    const flow = await begin(device());
    const { id: question } = await flow.question();
    const wrong: ReadonlyArray<readonly [object, string]> = [
      [
        { question, status: { frameworkPermissionInfo: {} } },
        'status.frameworkPermissionInfo.accessStatus',
      ],
      [{ question, samlResponse: 7 }, 'samlResponse'],
      [{ question }, 'status'],
      [{ status }, 'question'],
    ];
    for (const [answer, path] of wrong) {
      const refused = await flow.answer(answer);
      expect(refused.status).toBe(400);
      expect(await refused.json()).toMatchObject({ code: 'body_invalid', errors: [path] });
    }
    expect(await codeOf(await flow.answer({ question: 'another', status }))).toEqual([
      409,
      'question_gone',
    ]);
    const long = await flow.answer({ question, samlResponse: 'x'.repeat(300_000) });
    expect(long.status).toBe(413);
    expect((await flow.question()).id).toBe(question);
  });

  it('counts once: the first one', async () => {
    const { device } = await world();
    const flow = await begin(device());
    const { id: question } = await flow.question();
    const denied = { frameworkPermissionInfo: { accessStatus: 'denied' } };
    const both = await Promise.all([
      flow.answer({ question, status }),
      flow.answer({ question, status: denied }),
    ]);
    expect(both.map((answer) => answer.status)).toEqual([204, 204]);
    expect(await flow.view()).toEqual({ phase: 'partner_profile' });
  });

  it('is of the device that has the flow, and so is the question', async () => {
    const { device } = await world();
    const flow = await begin(device('television-1'));
    const { id: question } = await flow.question();
    const other = device('television-2');
    expect((await other.ask('GET', flow.path)).status).toBe(404);
    const answered = await other.ask('POST', flow.path, { question, status });
    expect(await codeOf(answered)).toEqual([404, 'flow_unknown']);
    expect(await flow.view()).toEqual({ phase: 'status' });
  });

  it('is readable in no record, no view and no stored item', async () => {
    const seen: string[] = [];
    const noted = <T extends unknown[]>(...args: T): T => {
      seen.push(JSON.stringify(args));
      return args;
    };
    const store = memoryStore();
    const bare = memoryItems();
    const items = encryptedItems({ ...bare, write: (...args) => bare.write(...noted(...args)) }, [
      new Uint8Array(32).fill(7),
    ]);
    const { device, errors } = await world({
      items,
      host: (flows) =>
        createHost({
          store: { ...store, write: (...args) => store.write(...noted(...args)) },
          ...flows,
        }),
    });
    const flow = await begin(device());
    await flow.answer({ question: (await flow.question()).id, status });
    const { id, request } = await flow.question();
    seen.push(JSON.stringify(await flow.view()));
    await flow.answer({ question: id, samlResponse: SAML, status });
    const ended = device().until(flow.id, ({ phase }) => phase === 'authorize');
    seen.push(JSON.stringify(await settled(ended)), JSON.stringify(errors));
    const all = seen.join('\n');
    expect(all).toContain('authorize');
    for (const secret of [SAML, Buffer.from(SAML).toString('base64'), request!.request])
      expect(all).not.toContain(secret.slice(0, 24));
  });
});
