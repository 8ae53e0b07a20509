import { expect } from 'vitest';
import type { Locator, Page } from 'playwright-core';

/** The middle of what is drawn, once it stands still. */
export async function middleOf(
  drawn: Locator,
): Promise<{ readonly x: number; readonly y: number }> {
  const place = async () => JSON.stringify(await drawn.boundingBox());
  let before = '';
  await expect
    .poll(async () => {
      const isStill = before !== '' && before === (await place());
      before = await place();
      return isStill;
    })
    .toBe(true);
  const box = await drawn.boundingBox();
  if (!box) throw new Error('It is not drawn.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Presses a part of a drawing, which has no role of its own. */
export async function press(page: Page, drawn: Locator): Promise<void> {
  const { x, y } = await middleOf(drawn);
  await page.mouse.click(x, y);
}
