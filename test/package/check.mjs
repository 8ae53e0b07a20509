// Installs the packed tarball into an empty folder, and uses every entry point from there.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleForBrowsers } from './bundle.mjs';
import { checkCommands } from './commands.mjs';
import { checkContents } from './contents.mjs';
import { checkLicences, checkPackages } from './packages.mjs';
import { compileConsumer } from './types.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const here = join(root, 'test/package');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const entries = Object.keys(manifest.exports).filter((entry) => !entry.endsWith('.json'));
const scratch = mkdtempSync(join(tmpdir(), 'package-'));
const failures = [];

function run(command, args, cwd) {
  try {
    return execFileSync(command, args, {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    throw new Error(`${error.stdout ?? ''}${error.stderr ?? ''}`.trim() || error.message, {
      cause: error,
    });
  }
}

async function step(name, work) {
  try {
    await work();
    console.log(`✓ ${name}`);
  } catch (error) {
    failures.push(name);
    console.log(`✗ ${name}\n${error.message.replace(/^/gm, '    ')}`);
  }
}

function install(folder, ...packages) {
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', ...packages], folder);
}

/** What an entry point exports when it runs, as its report in docs/api says. */
function reported(entry) {
  const report = entry === '.' ? 'index' : entry.slice(2).replaceAll('/', '-');
  const text = readFileSync(join(root, `docs/api/${report}.api.md`), 'utf8');
  return [...text.matchAll(/^export (?:abstract )?(?:class|const|function) (\w+)/gm)]
    .map(([, name]) => name)
    .filter((name, index, all) => all.indexOf(name) === index)
    .sort();
}

const [packed] = JSON.parse(
  run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', scratch], root),
);
const tarball = join(scratch, packed.filename);
const lowest = manifest.peerDependencies.xstate.replace(/^\D+/, '');
const consumer = join(scratch, 'consumer');
// React is an optional peer: only who imports the hooks has it.
const withoutReact = entries.filter((entry) => entry !== './react');
const exportsOf = (some) =>
  JSON.stringify(Object.fromEntries(some.map((entry) => [entry, reported(entry)])));
const expected = exportsOf(withoutReact);

await step('the tarball holds what it should', () =>
  checkContents(
    packed.files.map(({ path }) => path),
    manifest,
  ),
);
await step('installs', () => install(consumer, tarball));
await step('brings no packages but those that an app needs', () =>
  checkPackages({ consumer, manifest }),
);
await step('brings the licences of what is bundled', () =>
  checkLicences({ consumer, manifest, root }),
);
await step('every entry point runs in Node, through a whole sign-in', () => {
  writeFileSync(join(consumer, 'use.mjs'), readFileSync(join(here, 'consumer/use.mjs')));
  run(process.execPath, ['use.mjs', expected], consumer);
});
await step('with React the hooks run too, in a render on a server', () => {
  const folder = join(scratch, 'react');
  const { react, 'react-dom': reactDom } = manifest.devDependencies;
  install(folder, tarball, `react@${react}`, `react-dom@${reactDom}`);
  for (const file of ['use.mjs', 'react.mjs'])
    writeFileSync(join(folder, file), readFileSync(join(here, 'consumer', file)));
  run(process.execPath, ['use.mjs', exportsOf(entries)], folder);
  run(process.execPath, ['react.mjs'], folder);
});
await step('every entry point compiles in a strict project', () =>
  compileConsumer({ consumer, source: join(here, 'consumer/use.ts.txt'), entries, root, run }),
);
await step('browser entry points bundle without anything of Node', () =>
  bundleForBrowsers({
    consumer,
    entries: ['.', './client', './machines', './inspect', './remote'],
  }),
);
await step('the command line runs', () => checkCommands({ consumer, manifest, run }));
await step(`runs with xstate ${lowest}, the lowest that it takes`, () => {
  const folder = join(scratch, 'lowest');
  install(folder, tarball, `xstate@${lowest}`);
  writeFileSync(join(folder, 'use.mjs'), readFileSync(join(here, 'consumer/use.mjs')));
  run(process.execPath, ['use.mjs', expected], folder);
});

rmSync(scratch, { recursive: true });
if (failures.length > 0) {
  console.log(`${failures.length} failed`);
  process.exitCode = 1;
}
