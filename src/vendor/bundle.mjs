// Puts the packages that only servers and the command line need into this package's own files, so that
// an app that installs it is spared them. Runs after `tsc`, on what that has written.
import { build } from 'esbuild';
import { readdirSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { licencesOf } from './licences.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, 'dist/src/vendor');

/**
 * CommonJS asks for Node's own modules by `require`, which a module does not have.
 *
 * @type {import('esbuild').Plugin}
 */
const builtins = {
  name: 'builtins',
  setup(bundling) {
    const filter = new RegExp(`^(?:node:)?(?:${builtinModules.join('|')})$`);
    bundling.onResolve({ filter }, ({ path, kind }) =>
      kind === 'require-call' ? { path, namespace: 'builtin' } : undefined,
    );
    bundling.onLoad({ filter, namespace: 'builtin' }, ({ path }) => ({
      contents: `import * as builtin from 'node:${path.replace('node:', '')}'; module.exports = builtin.default;`,
    }));
  },
};

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .map((name) => join(folder, name)),
  outdir: folder,
  allowOverwrite: true,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'es2022',
  // Without the native add-ons that `ws` would look for.
  define: { 'process.env.WS_NO_BUFFER_UTIL': '"1"', 'process.env.WS_NO_UTF_8_VALIDATE': '"1"' },
  plugins: [builtins],
  metafile: true,
  logLevel: 'warning',
});

writeFileSync(
  join(root, 'dist/THIRD_PARTY_LICENSES'),
  licencesOf(root, Object.keys(metafile.inputs)),
);
