import { build, type BuildOptions } from 'esbuild';

/** Bundles for a browser, with the syntax lowered to ES2017. */
export async function lowered(options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2017',
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
    logLevel: 'error',
    ...options,
  });
  return outputFiles?.[0]?.text ?? '';
}
