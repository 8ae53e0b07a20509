/*
 * Every TypeScript block of README.md, of docs, and of an `@example` is compiled with the types of the
 * sources, and run in a folder of its own; what follows `// →` must be in what it prints. Marked
 * `no-run`, it is only compiled: for what needs a browser, a device, or Adobe.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeBlocks } from './support/blocks.js';
import { entryPoints, Modules } from './support/compile.js';
import { brokenPromises, type Ended, runModules } from './support/run.js';

const blocks = await codeBlocks();
const runnable = blocks.filter(({ info }) => !/\bno-run\b/.test(info));
/** One that TypeScript takes, but not with the strictness of the project. */
const lax = {
  place: 'lax.md:7',
  line: 7,
  info: 'ts no-run',
  code: 'const all: string[] = [];\nconsole.log(all[0].length);',
};
const modules = await Modules.write('examples', [...blocks, lax]);

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

  it('are type-checked, with the strictness of the project', async () => {
    expect(await modules.check()).toEqual([expect.stringMatching(/^lax\.md:8: error TS2532/)]);
  });
});

describe('runs', () => {
  let ended: readonly Ended[] = [];

  beforeAll(async () => {
    const fileOf = await modules.bundle(runnable);
    ended = await runModules(runnable.map(fileOf));
  }, 240_000);

  it.each(runnable.map((block, index) => ({ ...block, index })))('$place', ({ code, index }) => {
    const { failure, output } = ended[index]!;
    expect(failure).toBe('');
    expect(brokenPromises(code, output)).toEqual([]);
  });
});
