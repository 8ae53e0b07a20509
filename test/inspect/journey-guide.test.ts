import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

it('the guide to analytics has each event with its properties', async () => {
  const guide = await readFile('docs/analytics.md', 'utf8');
  const [, section = ''] = guide.split('\n## Events\n');
  const rows = [...section.matchAll(/^\| `(\w+_\w+)` \| [^|]+ \|(.*)\|$/gm)];
  const told = rows.map(([, name, cell = '']) => [
    name,
    [...cell.matchAll(/`(\w+)`(?=[?:,]|\?:)/g)].map(([, property]) => property),
  ]);

  const source = await readFile('src/inspect/journey/journey-event.ts', 'utf8');
  const [, declared = ''] = source.split('export interface JourneyProperties {\n');
  const events = [...declared.matchAll(/^ {2}(\w+): (?:\{([^}]*)\}|Readonly)/gm)];
  const typed = events.map(([, name, body = '']) => [
    name,
    [...body.matchAll(/readonly (\w+)/g)].map(([, property]) => property),
  ]);
  expect(typed.length).toBeGreaterThan(5);
  expect(told).toEqual(typed);
});
