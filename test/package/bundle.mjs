import { build } from 'esbuild';
import { builtinModules } from 'node:module';

/** Bundles each entry point for a browser; a module of Node that is reached makes esbuild fail. */
export async function bundleForBrowsers({ consumer, entries }) {
  for (const entry of entries) {
    const name = entry.replace(/^\./, 'tve-auth-flow');
    const { metafile } = await build({
      stdin: { contents: `export * from '${name}';`, resolveDir: consumer },
      bundle: true,
      write: false,
      metafile: true,
      format: 'esm',
      platform: 'browser',
      logLevel: 'silent',
    });
    const reached = Object.values(metafile.inputs).flatMap(({ imports }) => imports);
    const ofNode = reached.filter(
      ({ path }) => path.startsWith('node:') || builtinModules.includes(path),
    );
    // What watches is in the bundle of who watches, and in no other.
    const stray = Object.keys(metafile.inputs).filter(
      (path) =>
        /dist\/src\/(simulator|conformance|cli|vendor)\//.test(path) ||
        (entry !== './inspect' && path.includes('dist/src/inspect/')),
    );
    const problems = [...ofNode.map(({ path }) => path), ...stray];
    if (problems.length > 0) throw new Error(`${name} reaches ${problems.join(', ')}`);
  }
}
