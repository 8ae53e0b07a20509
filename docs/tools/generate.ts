/* Writes what is generated in README.md and docs, or checks it: `npm run docs`. */
import { parseArgs } from 'node:util';
import { driftOf } from './drift.js';
import { generate } from './generated.js';

const help = `Usage: npm run docs [-- --check]

Writes the generated sections of README.md and docs, and the files in docs/diagrams and
docs/api/schemas.

  --check  Write nothing; name what is out of date, missing or left over, and exit with 1
  --help   Print this`;

function readOptions(): { check?: boolean; help?: boolean } | undefined {
  try {
    return parseArgs({ options: { check: { type: 'boolean' }, help: { type: 'boolean' } } }).values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
    return undefined;
  }
}

async function run({ check = false }: { check?: boolean }): Promise<void> {
  const drift = await driftOf('.', await generate());
  for (const { place, what, mend } of drift) {
    if (!check) await mend();
    (check ? console.error : console.log)(`${place}: ${check ? `is ${what}` : `was ${what}`}`);
  }
  if (drift.length === 0) console.log('What is generated is up to date');
  else if (check) {
    console.error('Write it with: npm run docs');
    process.exitCode = 1;
  }
}

const options = readOptions();
if (options === undefined) process.exitCode = 2;
else if (options.help === true) console.log(help);
else await run(options);
