/* Writes the generated sections of README.md and docs; `npm run docs`. */
import { readFile, writeFile } from 'node:fs/promises';
import { documents } from './documents.js';
import { allSections, fillIn } from './sections.js';

const made = await allSections();
for (const file of await documents('.')) {
  const before = await readFile(file, 'utf8');
  const { text, stale } = fillIn(before, made);
  if (stale.length === 0) continue;
  await writeFile(file, text);
  console.log(`${file}: ${stale.join(', ')}`);
}
