/*
 * Every TypeScript block of README.md, of docs, and of an `@example` is compiled with the types of the
 * sources, and run in a process of its own; what follows `// →` must be in what it prints. Marked
 * `no-run`, it is only compiled: for what needs a browser, a device, or Adobe.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeBlocks } from './support/blocks.js';
import { entryPoints, Modules } from './support/compile.js';
import { brokenPromises, type Ended, inParallel, runModule } from './support/run.js';

const blocks = await codeBlocks();
const runnable = blocks.filter(({ info }) => !/\bno-run\b/.test(info));
const modules = await Modules.write('examples', blocks);

afterAll(() => modules.remove());

describe('the examples', () => {
  it('import nothing but the package, xstate and what Node has', () => {
    const foreign = blocks.flatMap(({ place, code }) =>
      [...code.matchAll(/\b(?:from|import) *\(?'([^']+)'/g)]
        .map(([, name = '']) => name)
        .filter((name) => !(name in entryPoints) && name !== 'xstate' && !name.startsWith('node:'))
        .map((name) => `${place} imports ${name}`),
    );
    expect(foreign).toEqual([]);
  });

  it('are type-checked', async () => {
    expect(await modules.check()).toEqual([]);
  }, 60_000);
});

describe('runs', () => {
  const ended = new Map<string, Promise<Ended>>();

  beforeAll(async () => {
    const fileOf = await modules.bundle(runnable);
    const results = inParallel(2, runnable, (block) => runModule(fileOf(block)));
    for (const [index, { place }] of runnable.entries()) ended.set(place, results[index]!);
  }, 60_000);

  it.each(runnable)(
    '$place',
    async ({ place, code }) => {
      const { failure, output } = (await ended.get(place))!;
      expect(failure).toBe('');
      expect(brokenPromises(code, output)).toEqual([]);
    },
    60_000,
  );
});
