import { gzipSync } from 'node:zlib';
import { parseArgs } from 'node:util';
import { buildTo } from './build.js';
import { serve } from './serve.js';

const help = `Usage: npm run playground -- [options]

Builds the playground, and serves it to this computer.

  --build          builds docs/playground/dist, and ends
  --port <number>  where to listen (default 4173; 0 for any free port)
  --host <name>    which address to listen on (default 127.0.0.1)
  --origin <url>   another origin whose pages may attach; can be given several times
  --help           shows this
`;

const folder = 'docs/playground/dist';

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        build: { type: 'boolean', default: false },
        port: { type: 'string', default: '4173' },
        host: { type: 'string', default: '127.0.0.1' },
        origin: { type: 'string', multiple: true, default: [] },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  return fail(`--port has to be a number from 0 to 65535, not ${text}.`);
}

async function start(): Promise<void> {
  const { build, port, host, origin, help: wantsHelp } = readOptions();
  if (wantsHelp) {
    console.log(help);
    return;
  }
  const where = portOf(port);
  const page = await buildTo(folder);
  if (build) {
    const size = Math.round(gzipSync(page.html, { level: 9 }).length / 1000);
    console.log(`${folder}/index.html, ${size} kB gzip`);
    return;
  }
  try {
    const served = await serve({ folder, policy: page.policy, port: where, host, origins: origin });
    console.log(`The playground is at ${served.origin}/`);
    console.log(`A scenario has a link: ${served.origin}/#scenario=code-expires`);
    console.log(`Apps attach at ${served.appUrl}`);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      fail(`Port ${port} of ${host} is in use. Choose another one with --port, or --port 0.`);
    fail(`The playground can't listen on ${host}, port ${port}: ${message}`);
  }
}

await start();
