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

let complaints: readonly string[] = [];
let ended: readonly Ended[] = [];

async function runAll(): Promise<readonly Ended[]> {
  const fileOf = await modules.bundle(runnable);
  return runModules(runnable.map(fileOf));
}

// Examples wait for the most part, such as for the next poll: meanwhile the compiler can work.
beforeAll(async () => {
  [complaints, ended] = await Promise.all([modules.check(), runAll()]);
}, 240_000);
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

  it('are type-checked, with the strictness of the project', () => {
    expect(complaints).toEqual([expect.stringMatching(/^lax\.md:8: error TS2532/)]);
  });
});

describe('runs', () => {
  it.each(runnable.map((block, index) => ({ ...block, index })))('$place', ({ code, index }) => {
    const { failure, output } = ended[index]!;
    expect(failure).toBe('');
    expect(brokenPromises(code, output)).toEqual([]);
  });
});
