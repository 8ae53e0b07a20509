import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

type Minify = (
  code: string,
  options: Readonly<Record<string, unknown>>,
) => Promise<{ readonly code?: string }>;

/** Terser comes with the peers: it is no dependency either. */
export async function loadTerser(folder: string): Promise<(code: string) => Promise<string>> {
  const path = createRequire(join(folder, 'package.json')).resolve('terser');
  const { minify } = (await import(pathToFileURL(path).href)) as { minify: Minify };
  return async (code) => {
    const { code: minified = '' } = await minify(code, {
      module: true,
      ecma: 2020,
      compress: { passes: 2 },
    });
    return minified;
  };
}
