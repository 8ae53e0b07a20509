import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './blocks.js';
import type { Block } from './markdown.js';

/** What a package's user imports, and the source behind it. */
export const entryPoints: Readonly<Record<string, string>> = {
  'tve-auth-flow': 'src/index.ts',
  'tve-auth-flow/client': 'src/client/index.ts',
  'tve-auth-flow/machines': 'machines/index.ts',
  'tve-auth-flow/durable': 'src/durable/index.ts',
  'tve-auth-flow/durable/sqlite': 'src/durable/sqlite/index.ts',
  'tve-auth-flow/service': 'src/service/index.ts',
  'tve-auth-flow/remote': 'src/remote/index.ts',
  'tve-auth-flow/durable/restate': 'src/durable/restate/index.ts',
  'tve-auth-flow/conformance': 'src/conformance/index.ts',
  'tve-auth-flow/inspect': 'src/inspect/index.ts',
  'tve-auth-flow/react': 'src/react/index.ts',
  'tve-auth-flow/simulator': 'src/simulator/index.ts',
  'tve-auth-flow/node': 'src/node.ts',
};

/** Below node_modules, so that imports of packages resolve. */
const cache = join(root, 'node_modules/.cache/tve-auth-flow');

/** The blocks as modules in a folder. */
export class Modules {
  readonly #folder: string;
  readonly #places = new Map<string, string>();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Writes each block to a file of its own, on the lines that it has in its document. */
  static async write(name: string, blocks: readonly Block[]): Promise<Modules> {
    await mkdir(cache, { recursive: true });
    const modules = new Modules(await mkdtemp(join(cache, `${name}-`)));
    for (const { place, line, code } of blocks) {
      const file = `${place.replaceAll(/[^\w-]/g, '_')}.mts`;
      modules.#places.set(file, place.replace(/:\d+$/, ''));
      await writeFile(join(modules.#folder, file), `${'\n'.repeat(line - 1)}${code}\n`);
    }
    return modules;
  }

  #fileOf({ place }: Block, extension: string): string {
    return join(this.#folder, place.replaceAll(/[^\w-]/g, '_') + extension);
  }

  /** Type-checks all of them as the project is. @returns what is wrong, a line each, with its place */
  async check(): Promise<string[]> {
    const config = join(this.#folder, 'tsconfig.json');
    const paths = Object.entries(entryPoints).map(([name, file]) => [name, [join(root, file)]]);
    await writeFile(
      config,
      JSON.stringify({
        extends: join(root, 'tsconfig.json'),
        compilerOptions: { paths: Object.fromEntries(paths) as unknown, noEmit: true },
        files: [...this.#places.keys()],
        include: [],
      }),
    );
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const output = await run(process.execPath, [tsc, '-p', config, '--pretty', 'false']);
    return output
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => {
        const [, file = '', at = '', message = ''] = /^(.+)\((\d+),\d+\): (.*)$/.exec(line) ?? [];
        const place = this.#places.get(file.slice(file.lastIndexOf('/') + 1));
        return place === undefined ? line : `${place}:${at}: ${message}`;
      });
  }

  /** Makes all of them runnable, with the sources in place of the package. @returns where each is */
  async bundle(blocks: readonly Block[]): Promise<(block: Block) => string> {
    await build({
      entryPoints: blocks.map((block) => this.#fileOf(block, '.mts')),
      outdir: this.#folder,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      // Of CommonJS, which asks for what Node has in a way that a module can't.
      external: ['ws', 'libsql', 'prom-client', 'undici'],
      splitting: true,
      sourcemap: 'inline',
      sourcesContent: false,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      alias: Object.fromEntries(
        Object.entries(entryPoints).map(([name, file]) => [name, join(root, file)]),
      ),
      logLevel: 'silent',
    });
    return (block) => this.#fileOf(block, '.mjs');
  }

  remove(): Promise<void> {
    return rm(this.#folder, { recursive: true, force: true });
  }
}

function run(file: string, parameters: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(file, parameters, { maxBuffer: 1 << 24 }, (_error, stdout, stderr) => {
      resolve(stdout + stderr);
    });
  });
}
