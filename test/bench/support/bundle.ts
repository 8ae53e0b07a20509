import { build, type BuildOptions, type Metafile } from 'esbuild';
import { gzipSync } from 'node:zlib';

export interface Bundle {
  readonly code: string;
  /** The files that something of is left in the bundle. */
  readonly inputs: readonly string[];
}

const production: BuildOptions = {
  bundle: true,
  platform: 'browser',
  define: { 'process.env.NODE_ENV': '"production"' },
  metafile: true,
  write: false,
  legalComments: 'none',
  logLevel: 'error',
};

const left = ({ outputs }: Metafile): string[] =>
  Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([path]) => path),
  );

/** Bundles an app the way an app's own build does. */
export async function bundle(options: BuildOptions): Promise<Bundle> {
  const { outputFiles, metafile } = await build({ format: 'esm', ...production, ...options });
  return { code: outputFiles?.[0]?.text ?? '', inputs: metafile ? left(metafile) : [] };
}

/** Bytes after `gzip -9`. */
export const gzipped = (code: string): number => gzipSync(code, { level: 9 }).length;
