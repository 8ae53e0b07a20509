import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const resolutions = {
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
};

/** Compiles a consumer's file against the installed package, as both kinds of project resolve it. */
export function compileConsumer({ consumer, source, root, run }) {
  writeFileSync(join(consumer, 'use.ts'), readFileSync(source));
  for (const [name, options] of Object.entries(resolutions)) {
    const project = join(consumer, `tsconfig.${name}.json`);
    const compilerOptions = {
      ...options,
      target: 'es2022',
      lib: ['es2022', 'dom'],
      types: [],
      strict: true,
      // xstate's own types need it.
      skipLibCheck: true,
      noEmit: true,
    };
    writeFileSync(project, JSON.stringify({ compilerOptions, files: ['use.ts'] }));
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    try {
      run(process.execPath, [tsc, '--project', project], consumer);
    } catch (error) {
      throw new Error(`${name}:\n${error.message}`, { cause: error });
    }
  }
}
