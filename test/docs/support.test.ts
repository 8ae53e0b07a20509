import { describe, expect, it } from 'vitest';
import { Modules } from './support/compile.js';
import { anchorsOf, blocksOf, examplesOf, relativeLinks } from './support/markdown.js';
import { brokenPromises, runModule } from './support/run.js';

const block = (code: string, line = 1) => ({ place: `a.md:${line}`, line, info: 'ts', code });

async function runCode(code: string) {
  const example = block(code);
  const modules = await Modules.write('support', [example]);
  try {
    return await runModule((await modules.bundle([example]))(example));
  } finally {
    await modules.remove();
  }
}

describe('reading', () => {
  it('finds the blocks of a document', () => {
    expect(blocksOf('a.md', 'One\n```ts no-run\n1;\n2;\n```\n```sh\nls\n```')).toEqual([
      { place: 'a.md:3', line: 3, info: 'ts no-run', code: '1;\n2;' },
      { place: 'a.md:7', line: 7, info: 'sh', code: 'ls' },
    ]);
    expect(() => blocksOf('a.md', '```ts\n1;')).toThrow('a.md:2');
  });

  it('finds the examples of a source file, and no other block', () => {
    const source = [
      '/** One. ```x``` */',
      'export const one = 1;',
      '',
      '/**',
      ' * Two.',
      ' *',
      ' * @example',
      ' * ```ts',
      ' * if (two) {',
      ' *   two();',
      ' * }',
      ' * ```',
      ' */',
      'export const two = () => {};',
    ].join('\n');
    expect(examplesOf('a.ts', source)).toEqual([
      { place: 'a.ts:9', line: 9, info: 'ts', code: 'if (two) {\n  two();\n}' },
    ]);
  });

  it('knows the anchors of headings, and the links to check', () => {
    const text =
      '# `retry`: what, when?\n## A b\n## A b\n```\n# no\n```\n[x](a.md#b) [y](https://a.example)\n[z]: ./z';
    expect([...anchorsOf(text)]).toEqual(['retry-what-when', 'a-b', 'a-b-1']);
    expect(relativeLinks(text)).toEqual(['a.md#b', './z']);
  });
});

describe('running', () => {
  it('tells what fails, and where', async () => {
    expect((await runCode("console.log('well');")).failure).toBe('');
    const { failure } = await runCode("\nthrow new Error('no good');");
    expect(failure).toContain('no good');
  });

  it('compares what is printed with what was promised', () => {
    const code = 'console.log(a); // → { b: 1, … }\nconsole.log(c); // → two\nlog(d); // three';
    expect(brokenPromises(code, '{\n  b: 1,\n  c: 2 }\ntwo\n')).toEqual([]);
    expect(brokenPromises(code, '{ b: 2, }\ntwo\n')).toEqual(['{ b: 1, … }']);
  });

  it('reaches nothing beyond loopback', async () => {
    const { failure } = await runCode("await fetch('https://192.0.2.1/');");
    expect(failure).toContain('must not connect to 192.0.2.1');
    const { failure: none } = await runCode(
      "import { createSimulator } from 'tve-auth-flow/simulator';\n" +
        'const server = await createSimulator().listen();\n' +
        'await fetch(server.origin);\nawait server.close();',
    );
    expect(none).toBe('');
  });

  it('compiles with the strictness of the project', async () => {
    const modules = await Modules.write('support', [
      block('const all: string[] = [];\nexport const first: string = all[0];', 7),
    ]);
    const [first] = await modules.check();
    await modules.remove();
    expect(first).toMatch(/^a\.md:8: error TS2322/);
  }, 60_000);
});
