import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './support/blocks.js';
import { blocksOf } from './support/markdown.js';

const read = (file: string) => readFile(join(root, file), 'utf8');

it('the guide to tests shows tests that are run', async () => {
  const blocks = blocksOf('docs/testing.md', await read('docs/testing.md'));
  const [preparation, scenario, , msw] = blocks.map(({ code }) => code);
  expect(`${preparation}\n\n${scenario}\n`).toBe(await read('test/docs/guides/sign-in.test.ts'));
  expect(`${msw}\n`).toBe(await read('test/docs/guides/msw.test.ts'));
});
