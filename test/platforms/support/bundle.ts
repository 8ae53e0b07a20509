import { type BuildOptions, build } from 'esbuild';
import { join } from 'node:path';

/** Bundles a file of an app's folder. @returns where it is */
export async function bundle(
  app: string,
  entry: string,
  options: BuildOptions & { readonly outfile: string },
): Promise<string> {
  const outfile = join(app, options.outfile);
  await build({
    absWorkingDir: app,
    entryPoints: [entry],
    bundle: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
    ...options,
    outfile,
  });
  return outfile;
}
