import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch } from '../../test/bench/support/chromium.js';
import { buildTo } from './build.js';

/* Writes the picture of the README: the playground, in the middle of a sign-in. */

const picture = 'docs/playground/screenshot.png';

const browser = await launch();
if (!browser) throw new Error('There is no Chromium here: set CHROMIUM to its path.');
const folder = mkdtempSync(join(tmpdir(), 'tve-auth-flow-picture-'));
try {
  await buildTo(folder);
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  await page.goto(`${pathToFileURL(join(folder, 'index.html')).href}#scenario=secondary-sign-in`);
  const television = page.getByRole('region', { name: 'Television', exact: true });
  const phone = page.getByRole('region', { name: 'Phone', exact: true });
  await television.getByRole('button', { name: 'Sign in' }).click();
  await television.getByRole('button', { name: 'Cablevision' }).click();
  await television.getByTestId('code').waitFor();
  await phone.getByRole('button', { name: 'Open the page' }).click();
  await phone.getByRole('button', { name: 'Scan the QR code' }).click();
  await phone.getByRole('button', { name: 'Go on to Cablevision' }).click();
  await phone.getByLabel('Password').waitFor();
  await page.screenshot({ path: picture });
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
console.log(`${picture}, ${Math.round(statSync(picture).size / 1000)} kB`);
