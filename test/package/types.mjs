import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const resolutions = {
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
};

/** Compiles a consumer's files against the installed package, as both kinds of project resolve it. */
export function compileConsumer({ consumer, source, entries, root, run }) {
  writeFileSync(join(consumer, 'use.ts'), readFileSync(source));
  const forBrowsers = entries.filter((entry) => !['./node', './durable/restate'].includes(entry));
  const imports = forBrowsers.map(
    (entry) => `import '${entry.replace(/^\./, 'tve-auth-flow')}';\n`,
  );
  writeFileSync(join(consumer, 'browser.ts'), imports.join(''));
  for (const [name, resolution] of Object.entries(resolutions)) {
    const compile = (file, options) => {
      const project = join(consumer, `tsconfig.${name}.json`);
      const compilerOptions = {
        ...resolution,
        ...options,
        target: 'es2022',
        lib: ['es2022', 'dom'],
        strict: true,
        // So that a declaration that can't be resolved is an error, and not `any`.
        skipLibCheck: false,
        noEmit: true,
      };
      writeFileSync(project, JSON.stringify({ compilerOptions, files: [file] }));
      const tsc = join(root, 'node_modules/typescript/bin/tsc');
      try {
        run(process.execPath, [tsc, '--project', project], consumer);
      } catch (error) {
        throw new Error(`${file}, ${name}:\n${error.message}`, { cause: error });
      }
    };
    compile('use.ts', { types: ['node'], typeRoots: [join(root, 'node_modules/@types')] });
    compile('browser.ts', { types: [] });
  }
}
