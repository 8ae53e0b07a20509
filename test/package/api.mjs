// Reports the public surface of each entry point as docs/api/*.api.md, and makes a page of it for readers;
// `--check` fails where one differs.
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportsOf, referencePage } from './reference.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const check = process.argv.includes('--check');
const scratch = mkdtempSync(join(tmpdir(), 'api-'));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
let failed = false;

function report(name, types) {
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: join(root, types),
      compiler: { tsconfigFilePath: join(root, 'tsconfig.json') },
      apiReport: {
        enabled: true,
        reportFileName: `${name}.api.md`,
        reportFolder: scratch,
        reportTempFolder: join(scratch, 'temp'),
      },
      docModel: { enabled: true, apiJsonFilePath: join(scratch, `${name}.api.json`) },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
      messages: {
        // Nothing here is released under a tag, and a report says by itself what it leaves out.
        extractorMessageReporting: {
          default: { logLevel: ExtractorLogLevel.None, addToApiReportFile: false },
        },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
    configObjectFullPath: join(root, 'api-extractor.json'),
    packageJsonFullPath: join(root, 'package.json'),
  });
  const { succeeded } = Extractor.invoke(config, {
    localBuild: true,
    messageCallback: (message) => {
      // Its own TypeScript is older than ours; what it says about that is no news.
      message.handled = message.logLevel !== ExtractorLogLevel.Error;
    },
  });
  if (!succeeded) throw new Error(`${types} can't be reported`);
  // Declarations, which nobody runs: no `ts`, as the examples of a guide are.
  return readFileSync(join(scratch, `${name}.api.md`), 'utf8').replace('```ts\n', '```d.ts\n');
}

function keep(file, text) {
  const path = join(root, file);
  const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const stale = check && before !== text;
  if (!check) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  failed ||= stale;
  console.log(stale ? `✗ ${file} is out of date: npm run build && npm run api` : `✓ ${file}`);
}

/** What the pages say first. */
const pages = {
  '.': [
    'main',
    'What most apps import: the machines with their services and views, the client, and what a UI shows.',
  ],
  './client': ['client', 'The endpoint functions, without XState.'],
  './machines': ['machines', 'The statecharts alone, for services of your own.'],
  './simulator': ['simulator', 'The whole service as a `fetch` function, for tests and demos.'],
  './conformance': ['conformance', 'A suite that judges any integration by what it sends.'],
  './inspect': [
    'inspect',
    'Shows flows without their secrets, records them, and replays the records.',
  ],
  './durable': ['durable', 'Flows on a server, which outlive it.'],
  './durable/sqlite': ['durable-sqlite', 'Keeps flows in an SQLite file, with `libsql`.'],
  './durable/restate': ['durable-restate', 'Runs flows on a cluster, with Restate.'],
  './service': ['service', 'The programmer service, as an app of Hono or on a port.'],
  './remote': ['remote', 'Flows of the programmer service, for the app that shows them.'],
  './react': ['react', 'Hooks that run a flow in a component.'],
  './node': ['node', 'What only Node has: a storage in a file, and inspectors that listen.'],
};
const models = new Map();

for (const [entry, target] of Object.entries(manifest.exports)) {
  if (typeof target !== 'object') continue;
  const name = entry === '.' ? 'index' : entry.slice(2).replaceAll('/', '-');
  keep(`docs/api/${name}.api.md`, report(name, target.types));
  const model = JSON.parse(readFileSync(join(scratch, `${name}.api.json`), 'utf8'));
  models.set(entry, exportsOf(model));
}
const importName = (entry) => entry.replace(/^\./, manifest.name);
for (const [entry, items] of models) {
  const [page, about] = pages[entry];
  // The main entry point has all of these two: they have pages of their own.
  const others = entry === '.' ? ['./machines', './client'] : [];
  const elsewhere = others.map((other) => ({
    name: importName(other),
    page: `${pages[other][0]}.md`,
    items: models.get(other),
  }));
  keep(`docs/api/${page}.md`, referencePage({ name: importName(entry), about, items, elsewhere }));
}
rmSync(scratch, { recursive: true });
process.exitCode = failed ? 1 : 0;
