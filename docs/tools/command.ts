import { parseArgs } from 'node:util';
import { driftOf } from './drift.js';
import type { Generated } from './generated.js';

const help = `Usage: npm run docs [-- --check]

Writes the generated sections of README.md and docs, and the files in docs/diagrams and
docs/api/schemas.

  --check  Write nothing; name what is out of date, missing or left over, and exit with 1
  --help   Print this`;

/** How a command ended, and what it has to say. */
export interface Ended {
  readonly code: 0 | 1 | 2;
  /** For stdout, a line each. */
  readonly out?: readonly string[];
  /** For stderr. */
  readonly err?: readonly string[];
}

/** `npm run docs`, with what stands behind its `--`. */
export async function docsCommand(
  parameters: readonly string[],
  { root, generate }: { root: string; generate: () => Promise<Generated> },
): Promise<Ended> {
  let options: { check?: boolean; help?: boolean };
  try {
    options = parseArgs({
      args: [...parameters],
      options: { check: { type: 'boolean' }, help: { type: 'boolean' } },
    }).values;
  } catch (error) {
    return { code: 2, err: [error instanceof Error ? error.message : String(error), '', help] };
  }
  if (options.help) return { code: 0, out: [help] };

  const drift = await driftOf(root, await generate());
  if (drift.length === 0) return { code: 0, out: ['What is generated is up to date'] };
  if (options.check) {
    const found = drift.map(({ place, what }) => `${place}: is ${what}`);
    return { code: 1, err: [...found, 'Write it with: npm run docs'] };
  }
  for (const { mend } of drift) await mend();
  return { code: 0, out: drift.map(({ place, what }) => `${place}: was ${what}`) };
}
