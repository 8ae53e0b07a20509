import { describe, expect, it } from 'vitest';
import { read, sourceFiles } from './files.js';
import { circles, type Graph, upwardImports } from './house.js';
import { importsOf } from './source.js';

const house: Graph = new Map(
  [...sourceFiles('machines'), ...sourceFiles('src')].map((file) => [file, importsOf(read(file))]),
);

describe('the house', () => {
  it('is read from the files', () => {
    expect(house.get('machines/logout/logout.machine.ts')).toContain('xstate');
    expect(house.get('machines/logout/logout.types.ts')).toContain('../../src/errors/index.js');
  });

  it('has no import that runs upwards', () => {
    expect(upwardImports(house)).toEqual([]);
  });

  it('has no circle, of types neither', () => {
    expect(circles(house)).toEqual([]);
  });
});

const graph = (files: Record<string, readonly string[]>): Graph => new Map(Object.entries(files));

describe('an import that runs upwards', () => {
  it.each([
    ['machines/a.ts', 'src/client/b.ts', '../src/client/b.js', 'machines does not stand on client'],
    [
      'machines/a/a.ts',
      'src/services/b.ts',
      '../../src/services/b.js',
      'machines does not stand on services',
    ],
    [
      'src/protocol/a.ts',
      'machines/b.ts',
      '../../machines/b.js',
      'protocol does not stand on machines',
    ],
    [
      'src/client/a.ts',
      'src/services/b.ts',
      '../services/b.js',
      'client does not stand on services',
    ],
    ['src/client/a.ts', 'src/index.ts', '../index.js', 'client does not stand on doors'],
    [
      'src/services/a.ts',
      'src/simulator/b.ts',
      '../simulator/b.js',
      'services does not stand on simulator',
    ],
    [
      'src/simulator/a.ts',
      'src/client/b.ts',
      '../client/b.js',
      'simulator does not stand on client',
    ],
    [
      'src/simulator/a.ts',
      'src/conformance/b.ts',
      '../conformance/b.js',
      'simulator does not stand on conformance',
    ],
    [
      'src/conformance/a.ts',
      'src/services/b.ts',
      '../services/b.js',
      'conformance does not stand on services',
    ],
    ['src/client/a.ts', 'src/vendor/b.ts', '../vendor/b.js', 'client does not stand on vendor'],
    ['src/inspect/a.ts', 'src/vendor/b.ts', '../vendor/b.js', 'inspect does not stand on vendor'],
    ['src/index.ts', 'src/cli/b.ts', './cli/b.js', 'doors does not stand on cli'],
    ['src/client/a.ts', 'test/b.ts', '../../test/b.js', 'client does not stand on that'],
  ])('from %s to %s is found', (file, target, from, why) => {
    expect(
      upwardImports(
        graph({ [file]: [from], ...(target.startsWith('test') ? {} : { [target]: [] }) }),
      ),
    ).toEqual(
      target.startsWith('test')
        ? [`${file} → ${target}: there is no such file`]
        : [`${file} → ${target}: ${why}`],
    );
  });

  it.each([
    ['machines/a.ts', '../src/errors/b.js', 'src/errors/b.ts'],
    ['src/errors/a.ts', '../protocol/b.js', 'src/protocol/b.ts'],
    ['src/services/a.ts', '../../machines/b.js', 'machines/b.ts'],
    ['src/conformance/a.ts', '../simulator/b.js', 'src/simulator/b.ts'],
    ['src/simulator/a.ts', '../vendor/b.js', 'src/vendor/b.ts'],
    ['src/inspect/node/a.ts', '../../vendor/b.js', 'src/vendor/b.ts'],
    ['src/cli/a.ts', '../index.js', 'src/index.ts'],
  ])('is none from %s to %s', (file, from, target) => {
    expect(upwardImports(graph({ [file]: [from], [target]: [] }))).toEqual([]);
  });
});

describe('packages', () => {
  it.each([
    ['machines/a.ts', 'zod/mini'],
    ['src/protocol/a.ts', 'zod'],
    ['src/client/a.ts', 'xstate'],
    ['src/client/a.ts', 'node:fs'],
    ['src/storage/memory.ts', 'node:fs'],
    ['src/index.ts', 'node:fs'],
    ['src/inspect/a.ts', 'node:http'],
    ['src/inspect/node/a.ts', 'ws'],
    ['src/simulator/listen.ts', '@hono/node-server'],
    ['src/protocol/a.ts', 'xstates'],
  ])('%s may not import %s', (file, from) => {
    expect(upwardImports(graph({ [file]: [from] }))).toHaveLength(1);
  });

  it.each([
    ['machines/a.ts', 'xstate'],
    ['src/protocol/a.ts', 'zod/mini'],
    ['src/storage/file.ts', 'node:fs/promises'],
    ['src/cli/a.ts', 'node:fs'],
    ['src/inspect/node/a.ts', 'node:http'],
    ['src/vendor/ws.ts', 'ws'],
    ['src/vendor/node-server.ts', '@hono/node-server/utils/response'],
  ])('%s may import %s', (file, from) => {
    expect(upwardImports(graph({ [file]: [from] }))).toEqual([]);
  });

  it('need a room to be imported in', () => {
    expect(upwardImports(graph({ 'src/attic/a.ts': [] }))).toEqual([
      'src/attic/a.ts is in no room',
    ]);
  });
});

describe('a circle', () => {
  it.each([
    [
      'of two files',
      { 'src/a/b.ts': ['./c.js'], 'src/a/c.ts': ['./b.js'] },
      'src/a/b.ts → src/a/c.ts',
    ],
    ['of a file with itself', { 'src/a/b.ts': ['./b.js'] }, 'src/a/b.ts'],
    [
      'of three files, entered from outside',
      {
        'src/d.ts': ['./c.js'],
        'src/b.ts': ['./a.js'],
        'src/a.ts': ['./c.js'],
        'src/c.ts': ['./b.js'],
      },
      'src/a.ts → src/c.ts → src/b.ts',
    ],
  ])('%s is found', (_what, files, circle) => {
    expect(circles(graph(files))).toEqual([circle]);
  });

  it('is none where two ways lead to the same file', () => {
    expect(
      circles(
        graph({ 'a.ts': ['./b.js', './c.js'], 'b.ts': ['./d.js'], 'c.ts': ['./d.js'], 'd.ts': [] }),
      ),
    ).toEqual([]);
  });
});
