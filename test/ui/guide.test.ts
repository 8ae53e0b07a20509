import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { en } from '../../src/index.js';

it('the guide to viewer texts has each text', async () => {
  const guide = await readFile('docs/viewer-texts.md', 'utf8');
  const rows = [...guide.matchAll(/^\| `(\w+)` \| [^|]+ \| ([^|]+) \| ([^|]+) \|$/gm)];
  const told = rows.map(([, key, message, advice]) => [key, { message, advice }]);
  expect(Object.fromEntries(told)).toEqual(en);
});
