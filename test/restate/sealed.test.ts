import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { AuthenticationView } from '../../src/index.js';
import { registerEndpoint, restateHost } from '../../src/durable/restate/index.js';
import { startBalancer } from './support/balancer.js';
import { type Engine, startEngine } from './support/engine.js';
import { type Service, startService } from './support/service.js';
import { startWorld, type World } from './support/world.js';

const keys = [new Uint8Array(32).fill(7)];

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());

/** What is planted in an input, and in an event and the answer to it. */
const planted = ['planted-in-the-input', 'planted-in-an-event'] as const;

/** Every way in which a text may lie there. */
const ways = (text: string): readonly string[] => [
  text,
  ...['base64', 'base64url', 'hex'].map((encoding) =>
    Buffer.from(text)
      .toString(encoding as BufferEncoding)
      .slice(0, 16),
  ),
];

/** Everything that an engine and those who use it have said to each other. */
class Heard {
  readonly #streams = new Map<object, Buffer[]>();

  add(stream: object, bytes: Buffer): void {
    const chunks = this.#streams.get(stream) ?? [];
    chunks.push(bytes);
    this.#streams.set(stream, chunks);
  }

  /** Which of these texts are in it. */
  found(texts: readonly string[]): readonly string[] {
    const all = [...this.#streams.values()].map((chunks) => Buffer.concat(chunks));
    return texts.filter((text) =>
      ways(text).some((way) => all.some((bytes) => bytes.includes(way))),
    );
  }
}

interface Stage {
  readonly engine: Engine;
  readonly service: Service;
  readonly host: ReturnType<typeof restateHost>;
  readonly heard: Heard;
}

/** Leads flows that know what is planted; one of them goes on waiting. Gives all that they know. */
async function lead({ host }: Stage): Promise<readonly string[]> {
  const [input, event] = planted;
  await host.start('own', 'own', { name: input, delay: 3_600_000 });
  await host.send('own', { type: 'ask', word: event });
  const { view: own } = await host.waitFor('own', ({ seq }) => seq >= 3);
  expect(own).toMatchObject({ name: input, answer: `answer ${event}`, value: 'waiting' });

  await host.start('tv', 'authentication', {
    mvpd: 'Cablevision',
    domainName: 'adobe.com',
    redirectUrl: 'https://adobe.com',
    screen: 'primary',
  });
  const phaseOf = (view: unknown) => (view as AuthenticationView).phase;
  const { view } = await host.waitFor('tv', (state) => phaseOf(state.view) === 'authenticate');
  const { code } = view as Extract<AuthenticationView, { phase: 'authenticate' }>;
  await world.simulator.viewer.signIn({ code });
  await host.send('tv', { type: 'userAgent.returned' });
  const ended = await host.waitFor('tv', ({ isDone }) => isDone);
  const { profile } = ended.view as Extract<AuthenticationView, { phase: 'authorize' }>;
  const user = String(profile?.attributes?.['userID']?.value);
  expect(user.length).toBeGreaterThan(20);
  return [...planted, user, code];
}

async function withStage(isSealed: boolean, visit: (stage: Stage) => Promise<void>): Promise<void> {
  const engine = await startEngine(inject('binary'));
  const { ingress, admin } = engine;
  const service = await startService({ ingress, origin: world.origin, isSealed });
  const heard = new Heard();
  const balancer = await startBalancer([service.uri], (stream, bytes) => heard.add(stream, bytes));
  await registerEndpoint({ admin, uri: balancer.uri });
  const host = restateHost({
    ingress,
    admin,
    pollInterval: 50,
    ...(isSealed && { keys }),
    async fetch(url, init) {
      const request = new Request(url, init);
      heard.add({}, Buffer.from(await request.clone().arrayBuffer()));
      const response = await fetch(request);
      heard.add({}, Buffer.from(await response.clone().arrayBuffer()));
      return response;
    },
  });
  try {
    await visit({ engine, service, host, heard });
  } finally {
    await host.close();
    await balancer.close();
    await service.kill();
    await engine.remove();
  }
}

describe('with keys', () => {
  it('nothing that a flow knows is readable in what the engine is given to store', async () => {
    await withStage(true, async (stage) => {
      const known = await lead(stage);
      // After a kill, all of it is there.
      await stage.service.kill();
      await stage.engine.kill();
      await stage.engine.start();
      await stage.service.start();
      expect(await stage.host.view('own')).toMatchObject({ view: { name: planted[0] } });
      expect(await stage.host.list()).toContainEqual(
        expect.objectContaining({ key: 'own', machine: 'own', isDone: false }),
      );
      expect(stage.heard.found(known)).toEqual([]);

      // Who has no keys, or others, can do nothing.
      const { ingress } = stage.engine;
      for (const others of [undefined, [new Uint8Array(32).fill(8)]]) {
        const stranger = restateHost({ ingress, ...(others && { keys: others }) });
        await expect(stranger.send('own', { type: 'leave' })).rejects.toMatchObject({
          code: others ? 'unreadable_record' : 'key_unusable',
        });
        await stranger.close();
      }
      expect(await stage.host.view('own')).toMatchObject({ view: { value: 'waiting' } });
      await stage.host.remove('own');
      await expect(stage.host.view('own')).rejects.toMatchObject({ code: 'flow_unknown' });
    });
  });
});

describe('without keys', () => {
  it('all of it is', async () => {
    await withStage(false, async (stage) => {
      const known = await lead(stage);
      expect(stage.heard.found(known)).toEqual(known);
      const sealing = restateHost({ ingress: stage.engine.ingress, keys });
      await expect(sealing.view('own')).rejects.toMatchObject({ code: 'key_unusable' });
      await sealing.close();
    });
  });
});
