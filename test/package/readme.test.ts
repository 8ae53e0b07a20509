import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../docs/support/blocks.js';

const { forRegistry } = (await import(
  // A script of the package, which has no types.
  new URL('readme.mjs', import.meta.url).href
)) as { forRegistry(this: void, text: string): string };
const linksOf = (text: string) =>
  [...text.matchAll(/\]\(([^()]+)\)/g)].map(([, href = '']) => href);

it('the README of a registry has no link that leads nowhere', async () => {
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  expect(linksOf(readme).some((href) => href.startsWith('docs/'))).toBe(true);
  const shown = forRegistry(readme);
  expect(linksOf(shown).filter((href) => !/^(https:|#)/.test(href))).toEqual([]);
  expect(linksOf(shown)).toContain('https://stately.ai/docs/xstate');
  expect(shown).toContain('What holds in every run');
  expect(shown).not.toMatch(/docs\/playground|<img/);
});

it('the README of the repository begins with a moving picture that is light', async () => {
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  const [, path = ''] = /<img src="([^"]+)"/.exec(readme) ?? [];
  const picture = await readFile(join(root, path));
  expect(picture.toString('latin1').split('ANMF').length - 1).toBeGreaterThan(3);
  expect(picture.length).toBeLessThan(500_000);
});

it('is what the workflow publishes', async () => {
  const workflow = await readFile(join(root, '.github/workflows/publish.yml'), 'utf8');
  const at = workflow.indexOf('run: node test/package/readme.mjs');
  expect(at).toBeGreaterThan(0);
  expect(at).toBeLessThan(workflow.indexOf('npm publish'));
});
