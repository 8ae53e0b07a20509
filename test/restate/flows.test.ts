import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { restateHost } from '../../src/durable/restate/index.js';
import { type Engine, startEngine } from './support/engine.js';
import { type Service, startService } from './support/service.js';
import { startWorld, type World } from './support/world.js';

let engine: Engine;
let service: Service;
let world: World;
let host: ReturnType<typeof restateHost>;

beforeAll(async () => {
  world = await startWorld();
  engine = await startEngine(inject('binary'));
  service = await startService({ ingress: engine.ingress, origin: world.origin }, engine.admin);
  host = restateHost({ ingress: engine.ingress, admin: engine.admin, pollInterval: 50 });
});

afterAll(async () => {
  await host?.close();
  await service?.kill();
  await engine?.remove();
  await world?.close();
});

describe('a flow on Restate', () => {
  it('takes events, calls, waits and ends', async () => {
    await host.start('one', 'own', { name: 'one', delay: 300 });
    await host.send('one', { type: 'add' });
    await host.send('one', { type: 'ask', word: 'hello' });
    const ended = await host.waitFor('one', ({ isDone }) => isDone);
    expect(ended).toMatchObject({ seq: 5, view: { answer: 'answer hello', count: 1 } });
    console.log(service.errors());
  });
});
