import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { installExample, run } from './support/install.js';

let app = '';
beforeAll(async () => {
  app = await installExample('expo');
});

it('the Expo app has the types of React Native and of the package', async () => {
  expect(await run(app, 'node_modules/.bin/tsc', '--noEmit')).toBe('');
});

it('is bundled by Metro, as for a telephone', async () => {
  const words = '--platform android --no-bytecode --no-minify --output-dir bundle';
  await run(app, 'node_modules/.bin/expo', 'export', ...words.split(' '));
  const folder = join(app, 'bundle/_expo/static/js/android');
  const [name = ''] = await readdir(folder);
  const script = await readFile(join(folder, name), 'utf8');
  expect(script).toContain('tveexample://done');
  // One machine, and one XState to run it.
  expect(script.match(/['"]x-device-info['"]/gi)?.length).toBeGreaterThan(0);
  expect(script.match(/class StateMachine|function StateMachine\(/g)).toHaveLength(1);
});
