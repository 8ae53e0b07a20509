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

const chartOf = ({ page }: Visit, machine: string) =>
  page.getByRole('group', { name: new RegExp(`^Statechart of ${machine},`) });

const lineage = ({ page }: Visit) => page.getByRole('navigation', { name: 'Machines' });

it('follows into the child where something happens, and comes up when it ends', async () => {
  visit = await stand.visit('#scenario=primary-sign-in');
  const { page, television } = visit;
  await there(chartOf(visit, 'entitlement'));
  await television.getByRole('button', { name: 'Sign in' }).click();
  await television.getByRole('button', { name: 'Cablevision' }).click();
  await there(chartOf(visit, 'authentication'));
  await there(page.locator('[data-state="loggingIn.action.authenticate"].active'));
  expect(await lineage(visit).getByRole('button', { name: 'television' }).count()).toBe(1);
  await television.getByRole('button', { name: 'Cancel' }).click();
  await there(chartOf(visit, 'entitlement'));
  await there(page.locator('[data-state="viewer.signedOut.confirming"].active'));
});

it('goes back to a machine through those that it is in, and follows no more', async () => {
  visit = await stand.visit('#scenario=primary-sign-in');
  const { page, television } = visit;
  await television.getByRole('button', { name: 'Sign in' }).click();
  await television.getByRole('button', { name: 'Cablevision' }).click();
  await there(chartOf(visit, 'authentication'));
  await lineage(visit).getByRole('button', { name: 'television' }).press('Enter');
  await there(chartOf(visit, 'entitlement'));
  await there(page.locator('[data-state="viewer.signingIn.authenticating"].active'));
  expect(await page.evaluate(() => document.activeElement?.closest('.chart-panel') !== null)).toBe(
    true,
  );
  const follow = page.getByRole('button', { name: 'Follow the state' });
  expect(await follow.getAttribute('aria-pressed')).toBe('false');
  await follow.click();
  await there(chartOf(visit, 'authentication'));
});

it('opens the machine that a state invokes, before it runs', async () => {
  visit = await stand.visit('#scenario=primary-sign-in');
  const { page } = visit;
  await there(chartOf(visit, 'entitlement'));
  await chartOf(visit, 'entitlement').press('Enter');
  await page.getByLabel('State that is told of').selectOption('viewer.signingOut.loggingOut');
  await page.getByRole('button', { name: 'Open logout' }).press('Enter');
  await there(chartOf(visit, 'logout'));
  expect(await page.getByTestId('place').textContent()).toBe('not started');
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
});

it('opens a child with a press of the pointer', async () => {
  visit = await stand.visit('#scenario=primary-sign-in');
  const { page } = visit;
  await there(chartOf(visit, 'entitlement'));
  await page.getByRole('button', { name: 'Details of the state' }).click();
  await page.getByLabel('State that is told of').selectOption('viewer.signingOut.loggingOut');
  const invoked = page.locator('[data-state="viewer.signingOut.loggingOut"] .invoked.opens');
  expect(await invoked.textContent()).toBe('⟳ logout');
  await press(page, invoked);
  await there(chartOf(visit, 'logout'));
  expect(await page.getByRole('region', { name: 'State', exact: true }).count()).toBe(0);
});
