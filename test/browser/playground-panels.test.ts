import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { middleOf } from './playground/pointer.js';
import { leave, setUp, type Stand, there, type Visit } from './playground/stand.js';

let stand: Stand;
let visit: Visit;

beforeAll(async () => {
  stand = await setUp();
});
afterAll(() => stand?.close());
afterEach(() => leave(visit));

const sizeOf = async ({ page }: Visit, panel: string) => {
  const { width = 0, height = 0 } = (await page.locator(`main > .${panel}`).boundingBox()) ?? {};
  return { width: Math.round(width), height: Math.round(height) };
};

it('gives a panel more room with the arrow keys, also after a reload', async () => {
  visit = await stand.visit('#scenario=primary-sign-in');
  const { page, television } = visit;
  await there(television.getByRole('button', { name: 'Sign in' }));
  const before = await sizeOf(visit, 'chart-panel');
  const separator = page.getByRole('separator', { name: 'Height of the upper panels' });
  await separator.focus();
  for (let again = 0; again < 5; again += 1) await page.keyboard.press('ArrowDown');
  expect(await separator.getAttribute('aria-valuenow')).toBe('67');
  await page.getByRole('separator', { name: 'Width of the first panel' }).press('Home');
  const after = await sizeOf(visit, 'chart-panel');
  expect(after.height).toBeGreaterThan(before.height + 30);
  expect(after.width).toBeGreaterThan(before.width + 100);
  await page.reload();
  await there(television.getByRole('button', { name: 'Sign in' }));
  expect(await separator.getAttribute('aria-valuenow')).toBe('67');
  expect((await sizeOf(visit, 'chart-panel')).width).toBe(after.width);
});

it('moves what is between two panels with the pointer', async () => {
  visit = await stand.visit('#scenario=primary-sign-in');
  const { page, television } = visit;
  await there(television.getByRole('button', { name: 'Sign in' }));
  const before = await sizeOf(visit, 'television');
  const { x, y } = await middleOf(
    page.getByRole('separator', { name: 'Width of the first panel' }),
  );
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 100, y, { steps: 3 });
  await page.mouse.up();
  const after = await sizeOf(visit, 'television');
  expect(Math.abs(before.width - 100 - after.width)).toBeLessThan(6);
});

it('gives a panel the whole window, and takes it back with Escape', async () => {
  visit = await stand.visit('#scenario=primary-sign-in');
  const { page, television, complaints } = visit;
  await there(television.getByRole('button', { name: 'Sign in' }));
  const button = page.getByRole('button', { name: 'Statechart in the whole window' });
  await button.press('Enter');
  const { width } = await sizeOf(visit, 'chart-panel');
  expect(width).toBeGreaterThan(1440 - 40);
  expect(await television.count()).toBe(0);
  await there(page.locator('[data-state="viewer.signedOut.unauthenticated"].active'));
  await page.keyboard.press('Escape');
  await there(television);
  expect(await button.getAttribute('aria-pressed')).toBe('false');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
    'Statechart in the whole window',
  );
  expect(complaints).toEqual([]);
});
