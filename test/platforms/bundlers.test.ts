import { join } from 'node:path';
import { inject, it } from 'vitest';
import { tools } from './support/install.js';
import { live, run } from './support/life.js';

const { newest: app } = inject('apps');

it.each(['vite', 'webpack', 'rspack', 'rollup'])(
  'a bundle of %s signs in, plays, restores in a new process, and signs out',
  async (bundler) => {
    const folder = join(app, 'bundles', bundler);
    await run(tools.node(20), ['bundlers.mjs', bundler, folder], app);
    await live(bundler, (order) =>
      run(tools.node(20), ['process.mjs', join(folder, 'app.js'), order], app),
    );
  },
);
