import { inject, it } from 'vitest';
import { bundle } from './support/bundle.js';
import { toolAt, tools } from './support/install.js';
import { live, run } from './support/life.js';

const { newest: app } = inject('apps');

it('React Native signs in, plays, restores in a new process, and signs out', async () => {
  const script = await bundle(app, 'app.mjs', {
    format: 'iife',
    target: 'es2017',
    conditions: ['react-native'],
    mainFields: ['react-native', 'browser', 'module', 'main'],
    outfile: 'bundles/react-native.js',
  });
  const polyfill = toolAt('whatwg-fetch/dist/fetch.umd.js');
  await live('React Native', (order) =>
    run(tools.node(20), ['react-native.mjs', polyfill, script, order], app),
  );
});
