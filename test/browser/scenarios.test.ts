import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { journeyOf, scenarios } from '../../docs/scenarios/index.js';
import { launch } from '../bench/support/chromium.js';

let browser: Browser;
let script: string;

beforeAll(async () => {
  const launched = await launch();
  if (!launched) throw new Error('There is no Chromium here: set CHROMIUM to its path.');
  browser = launched;
  const { outputFiles } = await build({
    entryPoints: ['docs/scenarios/index.ts'],
    bundle: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'stories',
    // The simulator loads it only where it is to listen.
    external: ['node:*', 'http', 'http2', 'stream', 'crypto', 'url', 'buffer', 'fs', 'path'],
    write: false,
  });
  script = outputFiles[0]?.text ?? '';
});

afterAll(() => browser.close());

declare const stories: {
  readonly scenarios: typeof scenarios;
  readonly journeyOf: typeof journeyOf;
};

it('the scenarios go in a browser as they go in Node', async () => {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.addScriptTag({ content: script });
  const told = await page.evaluate(async () => {
    const journeys: string[] = [];
    for (const scenario of stories.scenarios)
      journeys.push(JSON.stringify(await stories.journeyOf(scenario)));
    return journeys;
  });
  expect(complaints).toEqual([]);
  expect(told.length).toBe(scenarios.length);
  for (const [index, scenario] of scenarios.entries())
    expect(told[index], scenario.id).toBe(JSON.stringify(await journeyOf(scenario)));
});
