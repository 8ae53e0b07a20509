import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createSimulator } from '../../src/simulator/index.js';
import { lowered } from './bundles.js';
import { oldEngine } from './engine.js';
import { simulateTime } from '../support/world.js';
import { createHost, fetchCode, webOf } from './web.js';

/** The polyfills as the guide has them. */
const guide = readFileSync(new URL('../../docs/old-devices.md', import.meta.url), 'utf8');
const polyfills = /```js\n([^]*?)```/.exec(guide)?.[1] ?? '';

simulateTime();

let app = '';
beforeAll(async () => {
  app = await lowered({ entryPoints: ['test/old-engines/app.ts'] });
});

/** Runs the app in an old engine until it reports; the viewer signs in after the first check. */
async function run(version: 56 | 76, prepare: string): Promise<unknown> {
  const simulator = createSimulator({ throttle: false });
  let report: string | undefined;
  const host = createHost(simulator, (text) => (report ??= text));
  const engine = oldEngine(version, webOf(host));
  engine.run(prepare);
  engine.run(fetchCode);
  engine.run(app);
  const code = () => {
    const check = simulator.requests.find(({ endpoint }) => endpoint === 'E10');
    return /\/code\/([^/?]+)/.exec(check?.path ?? '')?.[1];
  };
  while (report === undefined && code() === undefined) await vi.advanceTimersByTimeAsync(100);
  await simulator.viewer.signIn({ code: code() ?? '' });
  while (report === undefined) await vi.advanceTimersByTimeAsync(100);
  return JSON.parse(report);
}

const signedInAndOut = {
  phases: ['creating', 'authenticate', 'authorize', 'initiating', 'logout', 'done'],
  output: { phase: 'authorize', mvpd: 'Cablevision', reason: 'login', profile: expect.anything() },
};

describe('an engine of Chromium 76', () => {
  it('lacks what is newer, and has what is not', () => {
    const engine = oldEngine(76, {});
    for (const name of ['[].at', 'Object.hasOwn', '"".replaceAll', 'self.WeakRef', 'Promise.any'])
      expect(engine.has(name), name).toBe(false);
    for (const name of ['globalThis', 'Object.fromEntries', '[].flatMap', 'Symbol.asyncIterator'])
      expect(engine.has(name), name).toBe(true);
    expect(engine.run('new Error("a", { cause: 1 }).cause')).toBeUndefined();
    expect(engine.run('/(?<year>.)/s.test("1") && new RegExp("(?<=a)b").test("ab")')).toBe(true);
  });

  it('signs in and out, with no polyfill', async () => {
    // `AbortController` belongs to the browser, not to the language: the polyfill plays it.
    expect(await run(76, polyfills)).toEqual(signedInAndOut);
  });
});

describe('an engine of Chromium 56', () => {
  it('lacks what is newer', () => {
    const engine = oldEngine(56, {});
    for (const name of [
      'self.globalThis',
      'Object.fromEntries',
      '[].flatMap',
      '[].values',
      '"".padStart',
    ])
      expect(engine.has(name), name).toBe(false);
    for (const name of ['Symbol.asyncIterator', 'Promise.resolve().finally', 'self.BigInt'])
      expect(engine.has(name), name).toBe(false);
    expect(() => engine.run('new RegExp("(?<year>.)")')).toThrow('Invalid');
    expect(engine.has('Object.values')).toBe(true);
  });

  it.each(['globalThis', 'fromEntries'])('needs %s already to load', (name) => {
    const engine = oldEngine(56, webOf(createHost(createSimulator(), () => {})));
    const without = polyfills.replace(new RegExp(`add\\((\\w+), '${name}'`), "add($1, 'another'");
    engine.run(without);
    expect(() => engine.run(app)).toThrow(name);
  });

  it('loads everything that the browser entry has', async () => {
    const engine = oldEngine(56, webOf(createHost(createSimulator(), () => {})));
    engine.run(polyfills);
    engine.run(await lowered({ entryPoints: ['src/index.ts'], globalName: 'tve' }));
    expect(engine.run('typeof tve.createPassClient')).toBe('function');
  });

  it('signs in and out, with the polyfills that the guide names', async () => {
    expect(await run(56, polyfills)).toEqual(signedInAndOut);
  });
});
