import { describe, expect, it } from 'vitest';
import { Modules } from './support/compile.js';
import { anchorsOf, blocksOf, examplesOf, relativeLinks } from './support/markdown.js';
import { brokenPromises, runModules } from './support/run.js';

const block = (code: string, line = 1) => ({ place: `a.md:${line}`, line, info: 'ts', code });

async function run(codes: readonly string[]) {
  const examples = codes.map((code, index) => block(code, index + 1));
  const modules = await Modules.write('support', examples);
  try {
    return await runModules(examples.map(await modules.bundle(examples)));
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
  it('tells what fails, and why, among others that do not', async () => {
    const ended = await run([
      "console.log('one');",
      "\nthrow new Error('no good');",
      "setTimeout(() => console.log('three'), 5);",
      'setTimeout(() => process.exit(4));',
      'await new Promise(() => {});',
      "process.exitCode = 1; console.error('six');",
      "console.log('seven');",
    ]);
    expect(ended.map(({ output }) => output.trim())).toMatchObject({
      0: 'one',
      2: 'three',
      6: 'seven',
    });
    expect(ended.map(({ failure }) => failure !== '')).toEqual([
      false,
      true,
      false,
      true,
      true,
      true,
      false,
    ]);
    expect(ended[1]?.failure).toContain('no good');
  });

  it('compares what is printed with what was promised', () => {
    const code = 'console.log(a); // → { b: 1, … }\nconsole.log(c); // → two\nlog(d); // three';
    expect(brokenPromises(code, '{\n  b: 1,\n  c: 2 }\ntwo\n')).toEqual([]);
    expect(brokenPromises(code, '{ b: 2, }\ntwo\n')).toEqual(['{ b: 1, … }']);
  });

  it('reaches nothing beyond loopback', async () => {
    const [beyond, loopback] = await run([
      "await fetch('https://192.0.2.1/');",
      "import { createSimulator } from 'tve-auth-flow/simulator';\n" +
        'const server = await createSimulator().listen();\n' +
        'await fetch(server.origin);\nawait server.close();',
    ]);
    expect(beyond?.failure).toContain('must not connect to 192.0.2.1');
    expect(loopback?.failure).toBe('');
  });
});
