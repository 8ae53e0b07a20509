import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AuthenticationView } from '../../src/index.js';
import { seenOf } from './support/life.js';
import { newKey, type Stage, startStage } from './support/stage.js';
import { pause } from './support/until.js';

/** Flows of each kind, at work at once. */
const FLOWS = 25;
/** Kills, and milliseconds from one to the next, on average. */
const KILLS = 9;
const BETWEEN = 900;
/** One kill of so many hits the engine. */
const EACH = 3;

let stage: Stage;

beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage?.close());

/** Calls a service, waits, and is sent three events meanwhile. */
async function ownFlow(key: string): Promise<void> {
  const { host } = stage;
  await host.start(key, 'own', { name: key, delay: 500 + Math.random() * 8_000 });
  await pause(Math.random() * 4_000);
  await host.send(key, { type: 'add' });
  await host.send(key, { type: 'ask', word: key }, { idempotencyKey: 'ask' });
  await host.send(key, { type: 'add' });
  const { view, seq } = await host.waitFor(key, ({ isDone }) => isDone, { timeout: 90_000 });
  // The second event may have come after the end.
  expect(view).toMatchObject({ answer: `answer ${key}`, value: 'ended' });
  expect(seq).toBe(4 + (view as { count: number }).count);
}

/** A sign-in with a second screen. */
async function signIn(key: string): Promise<void> {
  const { host, world } = stage;
  await pause(Math.random() * 4_000);
  await host.start(key, 'authentication', {
    mvpd: 'Cablevision',
    domainName: 'adobe.com',
    redirectUrl: 'https://adobe.com',
    screen: 'secondary',
  });
  const phaseOf = (view: unknown) => (view as AuthenticationView).phase;
  const { view } = await host.waitFor(key, (state) => phaseOf(state.view) === 'authenticate', {
    timeout: 90_000,
  });
  await pause(Math.random() * 4_000);
  const { code } = view as Extract<AuthenticationView, { phase: 'authenticate' }>;
  await world.simulator.viewer.signIn({ code });
  const ended = await host.waitFor(key, ({ isDone }) => isDone, { timeout: 90_000 });
  expect(ended.view).toMatchObject({ phase: 'authorize', mvpd: 'Cablevision' });
}

it('no flow is lost or stuck where service and engine are killed at random', async () => {
  const { world, service, engine } = stage;
  const own = Array.from({ length: FLOWS }, newKey);
  const signIns = Array.from({ length: FLOWS }, newKey);
  const all = Promise.all([...own.map(ownFlow), ...signIns.map(signIn)]);
  // Awaited below; until then nobody else hears of it.
  all.catch(() => {});
  for (let kills = 1; kills <= KILLS; kills += 1) {
    await pause(BETWEEN * (0.5 + Math.random()));
    const victim = kills % EACH === 0 ? engine : service;
    await victim.kill();
    await victim.start();
  }
  await all;

  for (const key of own) {
    const requests = world.own.filter(({ name }) => name === key);
    // Each repeated one knows that it is.
    expect(requests.filter(({ restored }) => !restored).length).toBeLessThanOrEqual(1);
    expect(requests.length).toBeGreaterThanOrEqual(1);
  }
  const { requests } = world.simulator;
  // One for each device, but for those whose answers nobody got.
  expect(requests.filter(({ endpoint }) => endpoint === 'E1').length).toBeLessThan(2 * FLOWS);
  for (const key of signIns) {
    const codes = seenOf(world, key).filter((endpoint) => endpoint === 'E4');
    expect([1, 2], key).toContain(codes.length);
  }
});
