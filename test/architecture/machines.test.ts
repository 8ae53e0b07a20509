import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { machines as guides } from '../../docs/tools/machines.js';
import * as library from '../../src/index.js';
import { libraryMachines } from '../../src/inspect/replay/library.js';
import { explorations } from '../machines/explore/all.js';
import { atTop } from './files.js';

const folders = readdirSync(atTop('machines'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'migrations')
  .map(({ name }) => name);

/** `tempPassReset` for `temp-pass-reset`. */
const camelCase = (name: string) =>
  name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

describe.each(folders)('machines/%s', (name) => {
  const exported: Readonly<Record<string, unknown>> = library;
  const machine = exported[`${camelCase(name)}Machine`];

  it('has the four files that every machine has', () => {
    const files = [`${name}.machine.ts`, `${name}.types.ts`, `${name}.view.ts`, 'index.ts'];
    expect(files.filter((file) => !existsSync(atTop(`machines/${name}/${file}`)))).toEqual([]);
  });

  it('is exported with its services and its view', () => {
    expect(machine).toMatchObject({ root: expect.anything() });
    expect(exported[`${camelCase(name)}Services`]).toBeTypeOf('function');
    expect(exported[`${camelCase(name)}View`]).toBeTypeOf('function');
  });

  it('is known to the guides (docs/tools/machines.ts)', () => {
    expect(Object.entries(guides)).toContainEqual([name, machine]);
    expect(existsSync(atTop(`docs/${name}.md`))).toBe(true);
  });

  it('is known to the replay (src/inspect/replay/library.ts)', () => {
    expect(libraryMachines.includes(machine as never)).toBe(true);
  });

  it('is explored (test/machines/explore/all.ts)', () => {
    expect(explorations.some((exploration) => exploration.machine === machine)).toBe(true);
  });
});
