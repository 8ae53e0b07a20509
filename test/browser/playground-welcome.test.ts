import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { leave, setUp, type Stand, there, type Visit } from './playground/stand.js';

let stand: Stand;
let visit: Visit;

beforeAll(async () => {
  stand = await setUp();
});
afterAll(() => stand?.close());
afterEach(() => leave(visit));

it('welcomes on a small screen below two lines of header, and tells the story at its device', async () => {
  visit = await stand.visit('#scenario=secondary-sign-in', {
    viewport: { width: 360, height: 740 },
  });
  const { page, television } = visit;
  const header = await page.locator('.header').boundingBox();
  expect(header?.height).toBeLessThanOrEqual(90);
  await page.getByRole('button', { name: 'Play it for me' }).click();
  await there(television.locator('.subtitle'));
  expect(await page.locator('.welcome').count()).toBe(0);
});
