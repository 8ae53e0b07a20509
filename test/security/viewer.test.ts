import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../src/index.js';
import { codeOf, signedInApp } from '../support/app.js';
import { authenticate, startApp } from '../support/flows.js';
import { simulateTime, world } from '../support/world.js';

simulateTime();

/** A world whose storage can be looked into. */
function watchedStorage() {
  const items = new Map<string, string>();
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
  const key = () => [...items.keys()].find((name) => name.endsWith(':viewer'));
  return { ...world({}, { storage }), items, key };
}

describe('what is stored of a viewer', () => {
  it('is their provider and profile, attributes included, and no token', async () => {
    const made = watchedStorage();
    await signedInApp(made);
    const stored = made.items.get(made.key() ?? '') ?? '';
    expect(Object.keys(JSON.parse(stored) as object)).toEqual(['mvpd', 'access']);
    expect(stored).toContain('"attributes":{');
    const credentials = [...made.items].filter(([name]) => !name.endsWith(':viewer'));
    expect(credentials).toHaveLength(1);
    const { access_token, client_secret } = JSON.parse(credentials[0]![1]) as Record<
      string,
      string
    >;
    expect(stored).not.toContain(access_token);
    expect(stored).not.toContain(client_secret);
  });

  it('is gone after the sign-out', async () => {
    const made = watchedStorage();
    const app = await signedInApp(made);
    expect(made.key()).toBeDefined();
    app.send({ type: 'logout' });
    await made.pass(0);
    app.send({ type: 'userAgent.returned' });
    await made.pass(0);
    expect(made.key()).toBeUndefined();
    expect([...made.items.values()].join('')).not.toContain('attributes');
  });

  it.each([
    'null',
    '[]',
    '{"mvpd":7}',
    '{"mvpd":{"id":{}}}',
    '{"__proto__":{"mvpd":{"id":"x"}},"mvpd":{"__proto__":{"id":"x"}}}',
    '{"mvpd":{"id":"Dish"},"access":{"profile":{"notAfter":"never"}}}',
    '{"mvpd":{"id":"Dish"},"access":{"profile":{"type":"regular"},"reason":{}},"temporary":{}}',
  ])('gives no access where somebody wrote %s', async (text) => {
    const made = watchedStorage();
    const app = await signedInApp(made);
    app.stop();
    made.simulator.profiles.clear();
    made.items.set(made.key() ?? '', text);
    const next = startApp(made.clientWith());
    await made.pass(0);
    expect(next.view().phase).toMatch(/^(unauthenticated|confirming)$/);
    expect(next.view()).not.toHaveProperty('access');
    expect(next.view()).not.toHaveProperty('temporary');
  });

  it.each([
    { id: 'Dish', displayName: { toString: 1 } },
    { id: 'Dish', logoUrl: ['x'] },
    { id: ['Dish'] },
  ])('shows nothing but text where somebody wrote something else: %j', async (mvpd) => {
    const made = watchedStorage();
    const app = await signedInApp(made);
    app.stop();
    made.simulator.profiles.clear();
    made.items.set(made.key() ?? '', JSON.stringify({ mvpd }));
    const next = startApp(made.clientWith());
    await made.pass(0);
    expect(next.view().phase).toMatch(/^(unauthenticated|confirming)$/);
    const shown = next.view() as { mvpd?: object };
    for (const text of Object.values(shown.mvpd ?? {})) expect(text).toBeTypeOf('string');
  });

  it('that says that they are signed in is no permit: the server decides on each play request', async () => {
    const made = watchedStorage();
    const app = await signedInApp(made);
    app.stop();
    made.simulator.profiles.clear();
    made.simulator.faults.add({ endpoint: 'E9', cut: true, times: 9 });
    const next = startApp(made.clientWith());
    await made.pass(60_000);
    expect(next.view().phase).toBe('authenticated');
    next.send({ type: 'play', resource: 'one' });
    await made.pass(0);
    expect(next.view()).toMatchObject({
      phase: 'confirming',
      plays: [{ phase: 'needs_authentication' }],
    });
  });
});

describe('a link back into the app', () => {
  it('signs nobody in by itself', async () => {
    const made = world();
    const flow = authenticate(made.client);
    await made.pass(0);
    flow.send({ type: 'userAgent.returned' });
    await made.pass(60_000);
    expect(flow.view()).toMatchObject({ phase: 'authenticate' });
  });

  it('signs nobody in by itself, in the life of a viewer', async () => {
    const made = world({}, { storage: memoryStorage() });
    const app = startApp(made.client);
    await made.pass(0);
    app.send({ type: 'authenticate', mvpd: 'Cablevision' });
    await made.pass(0);
    expect(codeOf(app)).toBeTruthy();
    app.send({ type: 'userAgent.returned' });
    await made.pass(60_000);
    expect(app.view()).toMatchObject({ phase: 'authenticating' });
    expect(app.view()).not.toHaveProperty('access');
  });
});
