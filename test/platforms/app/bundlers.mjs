// Bundles the app as each bundler does it for browsers: `bundlers.mjs <bundler> <folder>`.
import { join } from 'node:path';

const [bundler, folder] = process.argv.slice(2);
const entry = join(import.meta.dirname, 'app.mjs');
const filename = 'app.js';

const likeWebpack = {
  mode: 'production',
  target: 'web',
  context: import.meta.dirname,
  entry,
  output: { path: folder, filename },
  // Minifiers take the most time, and Vite's is tried.
  optimization: { minimize: false },
  performance: { hints: false },
};

/** Runs webpack, or what has its interface. */
const runCompiler = (compile) =>
  new Promise((resolve, reject) => {
    compile(likeWebpack, (error, stats) => {
      if (error) reject(error);
      else if (stats.hasErrors() || stats.hasWarnings()) reject(new Error(stats.toString()));
      else resolve();
    });
  });

const bundlers = {
  async vite() {
    const { build } = await import('vite');
    await build({
      configFile: false,
      root: import.meta.dirname,
      logLevel: 'warn',
      build: {
        outDir: folder,
        modulePreload: false,
        rolldownOptions: { input: entry, output: { entryFileNames: filename } },
      },
    });
  },
  async webpack() {
    const { default: webpack } = await import('webpack');
    await runCompiler(webpack);
  },
  async rspack() {
    const { rspack } = await import('@rspack/core');
    await runCompiler(rspack);
  },
  async rollup() {
    const { rollup } = await import('rollup');
    const { default: nodeResolve } = await import('@rollup/plugin-node-resolve');
    const bundle = await rollup({ input: entry, plugins: [nodeResolve({ browser: true })] });
    await bundle.write({ file: join(folder, filename), format: 'es' });
    await bundle.close();
  },
};

await bundlers[bundler]();
