import { readFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { expect, it } from 'vitest';
import { documents } from '../../docs/tools/documents.js';
import { root } from './support/blocks.js';

it('the tests that a page names are there', async () => {
  const missing: string[] = [];
  let named = 0;
  for (const file of await documents(root)) {
    const text = await readFile(join(root, file), 'utf8');
    // Titles follow the link, over the end of a line too.
    for (const [, path = '', title = ''] of text.matchAll(
      /\]\(([^()]+\.test\.ts)\):\s+"([^"]+)"/g,
    )) {
      named += 1;
      const source = await readFile(join(root, normalize(join(file, '..', path))), 'utf8');
      const words = title.replaceAll(/\s+/g, ' ');
      if (!source.includes(words)) missing.push(`${file}: ${words}`);
    }
  }
  expect(missing).toEqual([]);
  expect(named).toBeGreaterThan(10);
});
