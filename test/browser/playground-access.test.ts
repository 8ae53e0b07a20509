import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { leave, setUp, type Stand, there, type Visit } from './playground/stand.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let stand: Stand;
let visit: Visit;

beforeAll(async () => {
  stand = await setUp();
});
afterAll(() => stand?.close());
afterEach(() => leave(visit));

async function violations({ page }: Visit): Promise<readonly string[]> {
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run: () => Promise<AxeResults> } }).axe.run(),
  );
  return found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

const sizes = { small: [360, 740], medium: [1024, 768], large: [1440, 900] } as const;

describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  it.each(Object.entries(sizes))('keeps the rules of axe on a %s screen', async (_, size) => {
    const [width, height] = size;
    visit = await stand.visit('#scenario=secondary-sign-in', {
      colorScheme,
      viewport: { width, height },
    });
    const { page, television, phone } = visit;
    const rooms = page.getByRole('navigation', { name: 'Parts of the page' });
    const isSmall = width === sizes.small[0];
    const enter = async (name: string) => {
      if (isSmall) await rooms.getByRole('button', { name, exact: true }).click();
    };
    expect(await violations(visit)).toEqual([]);
    await television.getByRole('button', { name: 'Sign in' }).click();
    await television.getByRole('button', { name: 'Cablevision' }).click();
    await there(television.getByTestId('code'));
    expect(await violations(visit)).toEqual([]);
    await enter('Phone');
    await phone.getByRole('button', { name: 'Open the page' }).click();
    await phone.getByRole('button', { name: 'Scan the QR code' }).click();
    await phone.getByRole('button', { name: 'Go on to Cablevision' }).click();
    await there(phone.getByLabel('Password'));
    expect(await violations(visit)).toEqual([]);
    if (!isSmall) return;
    for (const room of ['Chart', 'Sequence', 'Tools']) {
      await enter(room);
      expect(await violations(visit)).toEqual([]);
    }
  });

  it('keeps the rules of axe in its dialog, its tools, and the past', async () => {
    visit = await stand.visit('', { colorScheme });
    const { page, tools, television } = visit;
    await there(television.getByRole('button', { name: 'Sign in' }));
    for (const name of ['Actors', 'Snapshot', 'Code', 'Faults']) {
      await tools.getByRole('tab', { name }).click();
      expect(await violations(visit)).toEqual([]);
    }
    await page.locator('.chart-frame').press('Enter');
    await there(page.getByRole('region', { name: 'State', exact: true }));
    expect(await violations(visit)).toEqual([]);
    await page.getByRole('button', { name: 'Close the details' }).click();
    await tools.getByRole('tab', { name: 'Events' }).click();
    // The welcome makes room for the way through the past.
    await television.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'One step back' }).click();
    await there(page.getByText('This is the past.'));
    await page.getByRole('button', { name: 'Back to live' }).click();
    await page.getByRole('button', { name: 'Attach an app' }).click();
    expect(await violations(visit)).toEqual([]);
  });
});

it('has nothing that sticks out of a small screen', async () => {
  visit = await stand.visit('', { viewport: { width: 360, height: 740 } });
  const { page } = visit;
  await there(page.getByRole('navigation', { name: 'Parts of the page' }));
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});

it('goes through a sign-in by the keyboard alone', async () => {
  visit = await stand.visit('#scenario=primary-sign-in');
  const { page, television, complaints } = visit;
  await there(television.getByRole('button', { name: 'Sign in' }));
  /** Goes on with the tabulator, as far as to what has this name. */
  const reach = async (name: string): Promise<void> => {
    const passed: string[] = [];
    for (let steps = 0; steps < 40; steps += 1) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => {
        const { activeElement: element } = document;
        return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
      });
      if (focused === name) return;
      passed.push(focused);
    }
    throw new Error(`The tabulator does not lead to ${name}, but to ${passed.join('; ')}`);
  };
  await reach('Skip to the television');
  await page.keyboard.press('Enter');
  await reach('Sign in');
  await page.keyboard.press('Enter');
  await there(television.getByText('Choose your TV provider'));
  await reach('CaCablevision');
  await page.keyboard.press('Enter');
  await there(television.getByRole('button', { name: 'Open the login page' }));
  await reach('Open the login page');
  await page.keyboard.press('Enter');
  await there(television.getByLabel('Password'));
  await reach('Sign in');
  await page.keyboard.press('Enter');
  await there(television.getByText('With Cablevision', { exact: true }));
  await reach('LiveCup Final');
  await page.keyboard.press('Enter');
  await there(television.getByText('Playing: Cup Final'));
  expect(complaints).toEqual([]);
});

it('moves its chart by the keyboard, and says where everybody stands', async () => {
  visit = await stand.visit('#scenario=primary-sign-in');
  const { page, television } = visit;
  const sheet = page.locator('.chart-sheet');
  const chart = page.getByRole('group', { name: /^Statechart of entitlement/ });
  await chart.focus();
  const before = await sheet.getAttribute('style');
  await page.keyboard.press('+');
  await expect.poll(() => sheet.getAttribute('style')).not.toBe(before);
  await page.keyboard.press('0');
  const all = await sheet.getAttribute('style');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => sheet.getAttribute('style')).not.toBe(all);
  await television.getByRole('button', { name: 'Sign in' }).click();
  await there(
    page.locator('[aria-live=polite]', { hasText: 'television: viewer.signingIn.choosing' }),
  );
});
