import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
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

interface Place {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** Where the chart is in its window. */
async function placeOf({ page }: Visit): Promise<Place> {
  const style = (await page.locator('.chart-sheet').getAttribute('style')) ?? '';
  const [x = 0, y = 0, scale = 0] = [...style.matchAll(/-?[\d.]+(?:e-?\d+)?/g)].map(Number);
  return { x, y, scale };
}

/** The middle of the window of the chart, with the state that is active in view. */
async function middle({ page }: Visit): Promise<{ readonly x: number; readonly y: number }> {
  await there(page.locator('[data-state="viewer.signedOut.unauthenticated"].active'));
  const box = await page.locator('.chart-frame').boundingBox();
  if (!box) throw new Error('There is no chart.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

it('is dragged with the mouse', async () => {
  visit = await stand.visit();
  const { page } = visit;
  const { x, y } = await middle(visit);
  const before = await placeOf(visit);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 40, y - 25, { steps: 4 });
  await page.mouse.up();
  await page.mouse.move(x, y);
  const after = await placeOf(visit);
  expect(after.x - before.x).toBeCloseTo(40, 0);
  expect(after.y - before.y).toBeCloseTo(-25, 0);
  expect(after.scale).toBe(before.scale);
});

it('is zoomed with the wheel, around the pointer', async () => {
  visit = await stand.visit();
  const { page } = visit;
  const { x, y } = await middle(visit);
  const before = await placeOf(visit);
  await page.mouse.move(x, y);
  await page.mouse.wheel(0, -300);
  await expect.poll(async () => (await placeOf(visit)).scale).toBeGreaterThan(before.scale * 1.2);
  const box = await page.locator('.chart-frame').boundingBox();
  const at = { x: x - (box?.x ?? 0), y: y - (box?.y ?? 0) };
  const after = await placeOf(visit);
  expect((at.x - after.x) / after.scale).toBeCloseTo((at.x - before.x) / before.scale, -1);
  expect((at.y - after.y) / after.scale).toBeCloseTo((at.y - before.y) / before.scale, -1);
});

it('is zoomed and moved with two fingers', async () => {
  visit = await stand.visit('', { hasTouch: true });
  const { page } = visit;
  const { x, y } = await middle(visit);
  const before = await placeOf(visit);
  const fingers = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', apart?: number) =>
    fingers.send('Input.dispatchTouchEvent', {
      type,
      touchPoints:
        apart === undefined
          ? []
          : [
              { x: x - apart, y, id: 1 },
              { x: x + apart, y, id: 2 },
            ],
    });
  await touch('touchStart', 40);
  for (const apart of [50, 60, 80]) await touch('touchMove', apart);
  await touch('touchEnd');
  await expect.poll(async () => (await placeOf(visit)).scale / before.scale).toBeCloseTo(2, 1);
});

it('is moved, zoomed and shown whole with the keyboard', async () => {
  visit = await stand.visit();
  const { page } = visit;
  await middle(visit);
  await page.getByRole('group', { name: /^Statechart of entitlement/ }).focus();
  const before = await placeOf(visit);
  await page.keyboard.press('ArrowRight');
  await expect.poll(async () => (await placeOf(visit)).x).toBeLessThan(before.x);
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => placeOf(visit)).toEqual(before);
  await page.keyboard.press('-');
  await expect.poll(async () => (await placeOf(visit)).scale).toBeLessThan(before.scale);
  await page.keyboard.press('0');
  const frame = await page.locator('.chart-frame').boundingBox();
  const whole = async () => page.locator('.chart-sheet').boundingBox();
  await expect
    .poll(async () => (await whole())?.height)
    .toBeLessThanOrEqual((frame?.height ?? 0) + 1);
  await expect
    .poll(async () => (await whole())?.width)
    .toBeLessThanOrEqual((frame?.width ?? 0) + 1);
});

it('shows the whole flow small, and goes where somebody points in it', async () => {
  visit = await stand.visit();
  const { page } = visit;
  await middle(visit);
  const map = page.locator('.mini-map');
  expect(await map.locator('.active').count()).toBeGreaterThan(0);
  const before = await placeOf(visit);
  const box = await map.boundingBox();
  await page.mouse.click((box?.x ?? 0) + 10, (box?.y ?? 0) + (box?.height ?? 0) - 10);
  await expect.poll(async () => (await placeOf(visit)).y).toBeLessThan(before.y - 200);
  await page.getByRole('button', { name: 'Follow the state' }).click();
  await expect.poll(() => placeOf(visit)).toEqual(before);
});

it('stays where it is as long as the state is in view', async () => {
  visit = await stand.visit('', { viewport: { width: 1440, height: 2400 } });
  const { page, television } = visit;
  await middle(visit);
  const before = await placeOf(visit);
  await television.getByRole('button', { name: 'Watch 10 minutes' }).click();
  await there(page.locator('[data-state="viewer.signedOut.unauthenticated"].active'));
  const after = await placeOf(visit);
  expect([after.x, after.scale]).toEqual([before.x, before.scale]);
  // The words above it may take another height.
  expect(Math.abs(after.y - before.y)).toBeLessThan(5);
});

it('shows a child that has ended, and one that has not begun', async () => {
  visit = await stand.visit('#scenario=primary-sign-in');
  const { page, television, tools } = visit;
  await television.getByRole('button', { name: 'Sign in' }).click();
  await television.getByRole('button', { name: 'Cablevision' }).click();
  await there(television.getByRole('button', { name: 'Open the login page' }));
  await tools.getByRole('tab', { name: 'Actors' }).click();
  await tools.getByRole('button', { name: /^authentication/ }).click();
  await there(page.locator('[data-state="loggingIn.action.authenticate"].active'));
  await television.getByRole('button', { name: 'Cancel' }).click();
  const place = page.getByTestId('place');
  await expect.poll(() => place.textContent()).toMatch(/(done|stopped)$/);
  await there(page.getByRole('group', { name: /^Statechart of authentication, .*(done|stopped)/ }));
  await page.getByLabel('Moment').focus();
  await page.keyboard.press('Home');
  await expect.poll(() => place.textContent()).toBe('not started');
  expect(await page.locator('.chart-sheet .active').count()).toBe(0);
  expect(await page.getByLabel('Machine').locator('option:checked').textContent()).toContain(
    'authentication',
  );
});

/** What share of the window of the chart lies on the chart, in its width and in its height. */
async function inSight({ page }: Visit): Promise<readonly [width: number, height: number]> {
  const frame = await page.locator('.chart-frame').boundingBox();
  const sheet = await page.locator('.chart-sheet').boundingBox();
  if (!frame || !sheet) throw new Error('There is no chart.');
  const along = (from: number, length: number, start: number, room: number) =>
    (Math.min(from + length, start + room) - Math.max(from, start)) / Math.min(length, room);
  return [
    along(sheet.x, sheet.width, frame.x, frame.width),
    along(sheet.y, sheet.height, frame.y, frame.height),
  ];
}

it('cannot be lost out of sight, by dragging or zooming', async () => {
  visit = await stand.visit();
  const { page } = visit;
  const { x, y } = await middle(visit);
  for (const [dx, dy] of [[-1, -1] as const, [1, -1] as const, [1, 1] as const, [-1, 1] as const]) {
    for (let again = 0; again < 4; again += 1) {
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + dx * 5000, y + dy * 5000, { steps: 2 });
      await page.mouse.up();
    }
    const [width, height] = await inSight(visit);
    expect(width).toBeGreaterThan(0.49);
    expect(height).toBeGreaterThan(0.49);
  }
  await page.mouse.move(x, y);
  for (let again = 0; again < 12; again += 1) await page.mouse.wheel(0, 800);
  // No smaller than all of it.
  await expect.poll(() => inSight(visit)).toEqual([1, 1]);
  const smallest = await placeOf(visit);
  await page.getByRole('button', { name: 'Show all of it' }).click();
  expect((await placeOf(visit)).scale).toBeCloseTo(smallest.scale, 5);
});

it('has no name over another at any size', async () => {
  visit = await stand.visit();
  const { page } = visit;
  await middle(visit);
  const collisions = async () => {
    await page.getByRole('button', { name: 'Show all of it' }).click();
    return page.locator('.far-names span').evaluateAll((names) => {
      // What is set, and not what was reckoned.
      const boxes = names.map((name) => {
        const range = document.createRange();
        range.selectNodeContents(name);
        return { name: name.textContent, box: range.getBoundingClientRect() };
      });
      return boxes.flatMap((one, index) =>
        boxes
          .slice(index + 1)
          .filter(
            ({ box }) =>
              box.left < one.box.right &&
              one.box.left < box.right &&
              box.top < one.box.bottom &&
              one.box.top < box.bottom,
          )
          .map((other) => `${one.name} over ${other.name}`),
      );
    });
  };
  for (const [width, height] of [
    [1024, 768],
    [1366, 768],
    [1920, 1080],
    [3840, 2160],
  ] as const) {
    await page.setViewportSize({ width, height });
    expect(await collisions()).toEqual([]);
    const names = page.locator('.far-names span');
    expect(await names.count()).toBeGreaterThan(8);
    const { height: letters = 0 } = (await names.first().boundingBox()) ?? {};
    expect(letters).toBeGreaterThanOrEqual(12);
  }
});
