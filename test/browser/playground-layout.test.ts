import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { leave, setUp, type Stand, there, type Visit } from './playground/stand.js';

let stand: Stand;
let visit: Visit;

beforeAll(async () => {
  stand = await setUp();
});
afterAll(() => stand?.close());
afterEach(() => leave(visit));

const tabs = ['Events', 'Actors', 'Snapshot', 'Code', 'Faults'] as const;

/** Shows a scenario, a relay that no app has joined, or a flight record. */
const modes: Readonly<Record<string, (now: Visit) => Promise<void>>> = {
  scenario: ({ page }) => there(page.locator('.app[data-mode=scenario]')),
  async attached({ page }) {
    await page.getByRole('button', { name: 'Attach an app' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
    await there(dialog.getByText('Connected.'));
    await dialog.getByRole('button', { name: 'Close' }).click();
    await there(page.locator('.app[data-mode=attached]'));
  },
  async record({ page }) {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save record' }).click();
    const file = await download;
    const buffer = readFileSync(await file.path());
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'flight.json', mimeType: 'application/json', buffer });
    await there(page.locator('.app[data-mode=record]'));
  },
};

/** Where each panel that is shown lies, in whole pixels. */
const panelsOf = (page: Page) =>
  page.locator('main > .panel').evaluateAll((panels) =>
    panels
      .map((panel) => panel.getBoundingClientRect())
      .filter(({ width }) => width > 0)
      .map(({ left, top, right, bottom }) => [left, top, right, bottom].map(Math.round)),
  );

/** How many pixels of three lines down `main` lie on no panel. */
const emptyPixels = (page: Page) =>
  page.locator('main').evaluate((main) => {
    const { left, right, top, bottom } = main.getBoundingClientRect();
    let empty = 0;
    for (const x of [left + 20, (left + right) / 2, right - 20])
      for (let y = top; y < bottom; y += 1)
        if (!document.elementFromPoint(x, y)?.closest('.panel')) empty += 1;
    return empty;
  });

describe.each([
  [1366, 768],
  [1920, 1080],
  [360, 740],
] as const)('at %i × %i', (width, height) => {
  it.each(Object.entries(modes))('fills the window with panels that stay: %s', async (_, enter) => {
    visit = await stand.visit('#scenario=secondary-sign-in', { viewport: { width, height } });
    const { page, tools } = visit;
    const isSmall = width < 768;
    await enter(visit);
    const rooms = page.getByRole('navigation', { name: 'Parts of the page' });
    if (isSmall) await rooms.getByRole('button', { name: 'Tools' }).click();
    const before = await panelsOf(page);
    for (const name of tabs) {
      await tools.getByRole('tab', { name }).click();
      expect([name, await panelsOf(page)]).toEqual([name, before]);
    }
    // Each of them is in sight.
    expect(
      await tools
        .getByRole('tablist')
        .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
    ).toBeLessThanOrEqual(0);
    expect(before.length).toBe(isSmall ? 1 : await page.locator('main > .panel').count());
    const end = isSmall ? ((await rooms.boundingBox())?.y ?? 0) : height;
    const lowest = Math.max(...before.map(([, , , bottom = 0]) => bottom));
    expect(end - lowest).toBeGreaterThanOrEqual(0);
    expect(end - lowest).toBeLessThanOrEqual(16);
    expect(await emptyPixels(page)).toBeLessThan(width < 768 ? 60 : 120);
    const sticksOut = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(sticksOut).toBe(width);
  });
});
