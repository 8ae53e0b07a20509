import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { leave, setUp, type Stand, there, type Visit } from './playground/stand.js';

let stand: Stand;
let visit: Visit;

beforeAll(async () => {
  stand = await setUp();
});
afterAll(() => stand?.close());
afterEach(() => leave(visit));

it('shows the same colours, story and moment after a reload', async () => {
  visit = await stand.visit('#scenario=secondary-sign-in&at=9');
  const { page, television } = visit;
  await there(television.getByTestId('code'));
  await page.getByRole('button', { name: 'Colours: auto' }).click();
  await page.getByRole('button', { name: 'Go on to what comes next' }).click();
  const clock = page.getByTestId('clock');
  await expect.poll(() => clock.textContent()).not.toBe('20:15:09+0:09');
  const before = await clock.textContent();
  await page.reload();
  await there(television.getByTestId('code'));
  await expect.poll(() => clock.textContent()).toBe(before);
  expect(await page.getByLabel('Scenario').inputValue()).toBe('secondary-sign-in');
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
});

it('takes a notice away by itself', async () => {
  visit = await stand.visit('#scenario=none');
  const notice = visit.page.getByText('There is no scenario “none”.');
  await there(notice);
  await notice.waitFor({ state: 'detached' });
});

it('keeps the focus on the page where a button goes away with its press', async () => {
  visit = await stand.visit('#scenario=primary-sign-in');
  const { page, television } = visit;
  await television.getByRole('button', { name: 'Sign in' }).waitFor();
  await page.getByRole('button', { name: 'Attach an app' }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
});

it('has text to read in 16 px, and labels in 12 px, at any width', async () => {
  visit = await stand.visit('', { viewport: { width: 1366, height: 768 } });
  const { page } = visit;
  for (const width of [360, 1024, 1366]) {
    await page.setViewportSize({ width, height: 768 });
    const size = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
    expect(await size('.about-text')).toBeGreaterThanOrEqual(16);
    expect(await size('.caption')).toBeGreaterThanOrEqual(16);
    expect(await size('.hint')).toBeGreaterThanOrEqual(12);
  }
});
