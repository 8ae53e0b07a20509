import { describe, expect, it } from 'vitest';
import { importsOf, namesOf } from './source.js';

describe('imports', () => {
  it.each([
    [`import { a } from './a.js'; a();`, ['./a.js']],
    [`import { unused } from './a.js';`, ['./a.js']],
    [`import './a.js';`, ['./a.js']],
    [`import type { A } from './a.js';`, ['./a.js']],
    [`import type {\n  A,\n} from './a.js';`, ['./a.js']],
    [`import { type A } from './a.js';`, ['./a.js']],
    [`export { a } from './a.js';`, ['./a.js']],
    [`export * from './a.js';`, ['./a.js']],
    [`export type { A } from './a.js';`, ['./a.js']],
    [`export type * from './a.js';`, ['./a.js']],
    [`const f = () => import('./a.js');`, ['./a.js']],
    [`export type A = string;\nexport type B<T> = T;\nexport const c = 1;`, []],
    [`/**\n * import { a } from './a.js';\n */\nconst text = "import './b.js'";`, []],
  ])('of %j', (source, expected) => {
    expect(importsOf(source)).toEqual(expected);
  });
});

describe('names', () => {
  it('are those that are read', () => {
    const names = namesOf(`const at = Date.now(); void fetch(at, globalThis['x']);`);
    expect([...names]).toEqual(expect.arrayContaining(['Date', 'Date.now', 'fetch', 'globalThis']));
  });

  it('are no keys, members, strings, comments or types', () => {
    const names = namesOf(
      `type Date = string;\n// fetch()\nexport const a = { Date: 1, fetch() {} }; a.console; 'setTimeout';`,
    );
    expect([...names].filter((name) => !name.startsWith('a'))).toEqual([]);
  });
});
