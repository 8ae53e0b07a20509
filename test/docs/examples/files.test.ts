import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow } from '../../../docs/tools/documents.js';
import { entryPoints } from '../support/compile.js';
import { root } from '../support/blocks.js';

const below = (extension: string) => filesBelow(root, 'docs/examples', extension);
const modules = [...(await below('.ts')), ...(await below('.tsx'))];
const pages = [...(await below('.html')), ...(await below('.css'))];
const read = (file: string) => readFile(join(root, file), 'utf8');

const importsOf = (source: string) =>
  [...source.matchAll(/\b(?:from|import) *\(?'([^']+)'/g)].map(([, name = '']) => name);

/** What serves them is no example. */
const serving = /\/(serve|start)\.ts$/;
const reactPackages = ['react', 'react-dom/client'];

/** Which example a file belongs to; none for what they share. */
const exampleOf = (file: string) => /examples\/([\w-]+)\//.exec(file)?.[1];
const lines = async (file: string) => (await read(file)).split('\n').length - 1;
/** Apps in the shape that a framework wants, with its packages: `npm run test:frameworks` builds them. */
const framed = ['expo', 'next'];
const examples = ['dom', 'node', 'react', 'react-native', 'tv'];

it('there are the seven examples', () => {
  const folders = modules.map(exampleOf).filter((name) => name !== undefined);
  expect(new Set(folders)).toEqual(new Set([...examples, ...framed]));
});

it('share what a reader changes, and what is said of an error', () => {
  const shared = modules.filter((file) => exampleOf(file) === undefined && !serving.test(file));
  expect(shared.map((file) => basename(file)).sort()).toEqual(['errors.ts', 'services.ts']);
});

describe.each(examples)('the example %s', (example) => {
  it('is one file of at most 150 lines', async () => {
    const files = modules.filter((file) => exampleOf(file) === example);
    expect(files).toHaveLength(1);
    expect(await lines(files[0]!)).toBeLessThanOrEqual(150);
  });
});

describe.each([...modules, ...pages])('%s', (file) => {
  it('has at most 150 lines', async () => {
    expect(await lines(file)).toBeLessThanOrEqual(150);
  });
});

describe.each(pages.filter((file) => file.endsWith('.html')))('%s', (page) => {
  it('has no code but what starts the example', async () => {
    const [, script = ''] = /<script[^>]*>([^]*?)<\/script>/.exec(await read(page)) ?? [];
    expect(script.trim().split('\n').length).toBeLessThan(5);
  });
});

const unframed = modules.filter((file) => !framed.includes(exampleOf(file) ?? ''));

describe.each(unframed.filter((file) => !serving.test(file)))('%s', (file) => {
  it('imports the package by its name, xstate, and React only where it is the point', async () => {
    const allowed = [
      ...Object.keys(entryPoints),
      'xstate',
      ...(file.includes('/react/') ? reactPackages : []),
      ...(file.includes('/tv/') ? ['uqr'] : []), // the QR code
      ...(file.includes('/node/') ? ['node:crypto', 'node:http'] : []),
    ];
    const packages = importsOf(await read(file)).filter((name) => !name.startsWith('.'));
    expect(packages.filter((name) => !allowed.includes(name))).toEqual([]);
  });

  it('stays in the folder of the examples', async () => {
    const outside = importsOf(await read(file))
      .filter((name) => name.startsWith('.'))
      .map((name) => join(file, '..', name))
      .filter((path) => !path.startsWith('docs/examples/'));
    expect(outside).toEqual([]);
  });
});
