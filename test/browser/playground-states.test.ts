import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { press } from './playground/pointer.js';
import { leave, setUp, type Stand, there, type Visit } from './playground/stand.js';

let stand: Stand;
let visit: Visit;

beforeAll(async () => {
  stand = await setUp();
});
afterAll(() => stand?.close());
afterEach(async () => {
  checkManners(visit);
  await leave(visit);
});

/** Nothing that the browser complains about. */
function checkManners({ complaints }: Visit): void {
  expect(complaints).toEqual([]);
}

const card = ({ page }: Visit) => page.getByRole('region', { name: 'State', exact: true });
const active = '[data-state="viewer.signedOut.unauthenticated"].active';
const event = (type: string) => `text[data-transition^="viewer.signedOut|${type}|"]`;

it('tells more of a state that is pressed, and of one that is picked', async () => {
  visit = await stand.visit('#scenario=primary-sign-in');
  const { page } = visit;
  await there(page.locator(active));
  await press(page, page.locator(`${active} > .name`));
  await there(card(visit).getByText('Nobody is known.'));
  await there(card(visit).getByText('It is active.'));
  await page.getByLabel('State that is told of').selectOption('viewer.signingIn.choosing');
  await there(card(visit).getByText('The viewer picks their TV provider.'));
  await there(card(visit).getByText('It is not active.'));
  const code = card(visit).getByRole('region', {
    name: /^machines\/entitlement\/states\/signing-in\.ts, lines \d+ to \d+$/,
  });
  await expect.poll(() => code.textContent()).toMatch(/^choosing: \{\n[^]*\n\},$/);
  await card(visit).press('Escape');
  expect(await card(visit).count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.className)).toContain('chart-frame');
});

it('sends an event that is pressed in the chart', async () => {
  visit = await stand.visit('#scenario=primary-sign-in');
  const { page, television } = visit;
  await there(page.locator(active));
  await press(page, page.locator(`${event('authenticate')}.can`).last());
  await there(television.getByText('Choose your TV provider'));
});

it('sends no event that is not taken, and says why', async () => {
  visit = await stand.visit('#scenario=primary-sign-in');
  const { page, television } = visit;
  await there(page.locator(active));
  await page.locator('.chart-frame').press('Enter');
  const retry = card(visit).getByRole('button', { name: 'retry' });
  expect(await retry.getAttribute('aria-disabled')).toBe('true');
  await there(card(visit).getByText('Its guards do not let it pass now.'));
  await page.getByLabel('State that is told of').selectOption('viewer.signingIn.choosing');
  const picked = card(visit).getByRole('button', { name: 'mvpd.selected' });
  await picked.press('Enter');
  await there(card(visit).getByText('Only while this state is active.'));
  const drawn = page.locator('text[data-transition^="viewer.signingIn.choosing|mvpd.selected|"]');
  expect(await drawn.first().getAttribute('class')).not.toContain('can');
  await press(page, drawn.first());
  await there(television.getByRole('button', { name: 'Sign in' }));
});

it('sends an event by the keyboard alone, also of a state around it', async () => {
  visit = await stand.visit('#scenario=primary-sign-in');
  const { page, television } = visit;
  await there(page.locator(active));
  await page.locator('.chart-frame').press('Enter');
  await card(visit).getByRole('button', { name: 'authenticate' }).press('Enter');
  await there(television.getByText('Choose your TV provider'));
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
});

it('sends nothing while a story is told, and nothing in the past', async () => {
  visit = await stand.visit('#scenario=primary-sign-in');
  const { page, television } = visit;
  await there(page.locator(`${event('authenticate')}.can`));
  await television.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'One step back' }).click();
  await there(page.getByText('This is the past.'));
  expect(await page.locator('.chart-sheet .can').count()).toBe(0);
  await page.locator('.chart-frame').press('Enter');
  await there(card(visit).getByText('This is the past: nothing can be sent.'));
});

it('shows the code with which an app renders the present phase', async () => {
  visit = await stand.visit('#scenario=primary-sign-in');
  const { page, television, tools } = visit;
  await tools.getByRole('tab', { name: 'Code' }).click();
  const code = tools.getByRole('region', { name: /^docs\/examples\/dom\/app\.ts, / });
  await there(code.filter({ hasText: 'Sign in to watch.' }));
  await television.getByRole('button', { name: 'Sign in' }).click();
  await there(code.filter({ hasText: 'Who is your TV provider?' }));
  await tools.getByRole('button', { name: 'React' }).click();
  await there(
    tools.getByRole('region', { name: /react\/app\.tsx/ }).filter({ hasText: 'mvpds.map' }),
  );
  await page.getByRole('button', { name: 'One step back' }).click();
  await expect.poll(() => tools.locator('.phase code').textContent()).not.toBe('choosing');
});
