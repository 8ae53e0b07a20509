import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject, it } from 'vitest';
import { tools } from './support/install.js';
import { run } from './support/life.js';

const apps = inject('apps');

const resolutions = {
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
} as const;

const rows = ['5.4', '5.9', '7'].flatMap((version) =>
  (['bundler', 'nodenext'] as const).flatMap((resolution) =>
    (['lowest', 'newest'] as const).map((xstate) => ({ version, resolution, xstate })),
  ),
);

it.each(rows)(
  'TypeScript $version with moduleResolution $resolution has the types, with the $xstate XState',
  async ({ version, resolution, xstate }) => {
    const config = join(apps[xstate], `tsconfig.${version}.${resolution}.json`);
    const compilerOptions = {
      ...resolutions[resolution],
      target: 'es2022',
      lib: ['es2022', 'dom'],
      types: [],
      strict: true,
      exactOptionalPropertyTypes: true,
      // As in most apps; it is what makes an error in a declaration `any`.
      skipLibCheck: true,
      noEmit: true,
    };
    await writeFile(config, JSON.stringify({ compilerOptions, files: ['consumer.ts'] }));
    await run(process.execPath, [tools.tsc(version), '--project', config], apps[xstate]);
  },
);
