import { build } from 'esbuild';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const filesIn = (folder, extension) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(extension))
    .map((name) => join(folder, name));

/**
 * The packages behind what files import; Node is none.
 *
 * @param {readonly string[]} imports
 */
const packagesOf = (imports) => {
  const names = imports.map((name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? '');
  return [...new Set(names)].filter((name) => !/^(\.|node:)/.test(name)).sort();
};

async function importsOfModules(files) {
  const { metafile } = await build({
    entryPoints: files,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    outdir: 'nowhere',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  return Object.values(metafile.inputs).flatMap(({ imports }) =>
    imports.filter(({ external }) => external).map(({ path }) => path),
  );
}

const importsOfTypes = (files) =>
  files.flatMap((file) => {
    const source = readFileSync(file, 'utf8').replace(/\/\*[^]*?\*\//g, '');
    return [...source.matchAll(/\b(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map(
      ([, name]) => name,
    );
  });

/** Nothing comes along with the package but these, and its files and types import no other. */
export async function checkPackages({ consumer, manifest }) {
  const lock = JSON.parse(readFileSync(join(consumer, 'node_modules/.package-lock.json'), 'utf8'));
  const installed = Object.keys(lock.packages).map((path) => path.replace('node_modules/', ''));
  const expected = ['nanoid', 'xstate', 'zod'];
  assert.deepEqual(installed, ['nanoid', manifest.name, 'xstate', 'zod']);
  const dist = join(consumer, 'node_modules', manifest.name, 'dist');
  // Loaded where they are installed, by what only a server or an app of React needs.
  const optional = Object.keys(manifest.peerDependenciesMeta);
  const imported = packagesOf(await importsOfModules(filesIn(dist, '.js')));
  assert.deepEqual(
    imported.filter((name) => !optional.includes(name)),
    expected,
  );
  const typed = packagesOf(importsOfTypes(filesIn(dist, '.d.ts')));
  assert.deepEqual(
    typed.filter((name) => !optional.includes(name)),
    ['xstate', 'zod'],
  );
}

/** The licences that come along are those of the packages that are bundled. */
export async function checkLicences({ consumer, manifest, root }) {
  const vendor = filesIn(join(root, 'src/vendor'), '.ts');
  const file = join(consumer, 'node_modules', manifest.name, 'dist/THIRD_PARTY_LICENSES');
  const parts = readFileSync(file, 'utf8').split(`${'-'.repeat(80)}\n`);
  assert.deepEqual(
    parts.map((part) => /^\s*(\S+) [\d.]+ \(.+\)\n\n.+/.exec(part)?.[1]),
    packagesOf(await importsOfModules(vendor)),
  );
  for (const part of parts) assert.match(part, /Copyright [^]*"AS IS"/i);
  const page = join(consumer, 'node_modules', manifest.name, 'dist/inspector/THIRD_PARTY_LICENSES');
  for (const name of ['react', 'react-dom', 'xstate', 'zod'])
    assert.match(readFileSync(page, 'utf8'), new RegExp(`^${name} [\\d.]+ \\(MIT\\)$`, 'm'));
}
