import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { atTop, read, sourceFiles } from './files.js';
import { namesOf } from './source.js';

/** What a pure chart never reads: the world is an actor that is injected. */
const impure =
  /^(Date|Math\.random|fetch|(set|clear)(Timeout|Interval|Immediate)|queueMicrotask|localStorage|sessionStorage|indexedDB|console|crypto|performance|process|globalThis|window|self|document|navigator|XMLHttpRequest|WebSocket)$/;

describe('machines', () => {
  it.each(sourceFiles('machines'))('%s reads nothing of the world', (file) => {
    expect([...namesOf(read(file))].filter((name) => impure.test(name))).toEqual([]);
  });

  it('would be caught', () => {
    const names = namesOf(
      'export const at = () => [Date.now(), Math.random(), fetch, console.log]',
    );
    expect([...names].filter((name) => impure.test(name))).toEqual([
      'Date',
      'Math.random',
      'fetch',
      'console',
    ]);
  });
});

/** What an entry is made of: its own files, and the packages that it imports. */
async function partsOf(entry: string) {
  const { metafile } = await build({
    entryPoints: [atTop(entry)],
    absWorkingDir: atTop(''),
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    metafile: true,
    outdir: 'dist',
  });
  const imported = Object.values(metafile.inputs).flatMap(({ imports }) =>
    imports.filter(({ external }) => external).map(({ path }) => path),
  );
  return { files: Object.keys(metafile.inputs).join('\n'), packages: [...new Set(imported)] };
}

describe('what reaches a browser', () => {
  it.each(['src/index.ts', 'src/client/index.ts', 'machines/index.ts'])(
    '%s needs nothing of Node, and no package but these',
    async (entry) => {
      const { files, packages } = await partsOf(entry);
      expect(['nanoid', 'nanoid/non-secure', 'xstate', 'zod/mini']).toEqual(
        expect.arrayContaining(packages),
      );
      expect(files).not.toMatch(/\/(simulator|cli|inspect)\/|storage\/file\.ts|src\/node\.ts/);
    },
  );

  it('src/inspect/index.ts needs nothing of Node, and no package but xstate and zod/mini', async () => {
    const { files, packages } = await partsOf('src/inspect/index.ts');
    expect(['xstate', 'zod/mini']).toEqual(expect.arrayContaining(packages));
    expect(files).not.toMatch(/\/(simulator|cli|node|client|services)\/|src\/node\.ts/);
  });
});
