import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { launch } from '../../test/bench/support/chromium.js';
import { animate, type Frame } from './animate.js';
import { buildTo } from './build.js';

/* Writes the pictures of the README: the playground in the middle of a sign-in, and the sign-in in steps. */

const picture = 'docs/playground/screenshot.png';
const story = 'docs/playground/story.webp';
const size = { width: 1440, height: 900 };
/** Of the story: smaller, and still legible. */
const small = { width: 1080, height: 675 };

/** The page as it is shown now, as WebP. @param artist A page that draws it. */
async function takeFrame(page: Page, artist: Page, duration: number): Promise<Frame> {
  // Whatever has just been pressed has done its work.
  await page.waitForTimeout(700);
  const png = (await page.screenshot()).toString('base64');
  const url = await artist.evaluate(
    async ([source, width, height]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${source}`;
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), { width, height });
      const context = canvas.getContext('2d', { alpha: false });
      if (!context) throw new Error('This browser does not draw.');
      context.imageSmoothingQuality = 'high';
      context.drawImage(image, 0, 0, width, height);
      return canvas.toDataURL('image/webp', 0.72);
    },
    [png, small.width, small.height] as const,
  );
  return { picture: Buffer.from(url.split(',')[1] ?? '', 'base64'), duration };
}

const browser = await launch();
if (!browser) throw new Error('There is no Chromium here: set CHROMIUM to its path.');
const folder = mkdtempSync(join(tmpdir(), 'tve-auth-flow-picture-'));
try {
  await buildTo(folder);
  const artist = await browser.newPage();
  const page = await browser.newPage({
    viewport: size,
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  await page.goto(`${pathToFileURL(join(folder, 'index.html')).href}#scenario=secondary-sign-in`);
  const television = page.getByRole('region', { name: 'Television', exact: true });
  const phone = page.getByRole('region', { name: 'Phone', exact: true });
  const frames: Frame[] = [];
  const take = async (duration = 1800) => frames.push(await takeFrame(page, artist, duration));
  const signIn = television.getByRole('button', { name: 'Sign in' });
  await signIn.waitFor();
  await take();
  await signIn.click();
  const provider = television.getByRole('button', { name: 'Cablevision' });
  await provider.waitFor();
  await take();
  await provider.click();
  await television.getByTestId('code').waitFor();
  await take(2400);
  await phone.getByRole('button', { name: 'Open the page' }).click();
  await phone.getByRole('button', { name: 'Scan the QR code' }).click();
  const goOn = phone.getByRole('button', { name: 'Go on to Cablevision' });
  await goOn.waitFor();
  await take();
  await goOn.click();
  const password = phone.getByLabel('Password');
  await password.waitFor();
  await page.screenshot({ path: picture });
  await take();
  await phone.getByLabel('User name').fill('viewer');
  await password.fill('secret');
  await phone.getByRole('button', { name: 'Sign in' }).click();
  await television.getByText('With Cablevision').waitFor();
  await take(2800);
  writeFileSync(story, animate(frames, small.width, small.height));
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
for (const file of [picture, story])
  console.log(`${file}, ${Math.round(statSync(file).size / 1000)} kB`);
