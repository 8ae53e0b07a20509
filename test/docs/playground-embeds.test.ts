import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { demoOf, embedOf } from '../../docs/.vitepress/playground.js';
import { scenarios } from '../../docs/scenarios/index.js';
import { documents } from '../../docs/tools/documents.js';
import { root } from './support/blocks.js';

const local = 'http://127.0.0.1:4173/#scenario=';

it('every scenario that a guide links to is there', async () => {
  const unknown: string[] = [];
  for (const file of await documents(root)) {
    const text = await readFile(join(root, file), 'utf8');
    for (const [, id = ''] of text.matchAll(/\]\(http:\/\/127\.0\.0\.1:4173\/#scenario=([\w-]+)/g))
      if (!scenarios.some((one) => one.id === id)) unknown.push(`${file}: ${id}`);
  }
  expect(unknown).toEqual([]);
});

it('a link to a scenario leads to the playground of the site, and one to a step is shown in a frame', () => {
  expect(demoOf(`${local}logout`)).toBe('/demo/#scenario=logout');
  expect(embedOf(`${local}logout`)).toBeUndefined();
  expect(embedOf(`${local}logout&step=30`)).toBe('/demo/?embed=logout&step=30');
  expect(demoOf('authentication.md')).toBeUndefined();
});
