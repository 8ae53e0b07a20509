import fc from 'fast-check';
import { relative } from 'node:path';
import { expect, vi } from 'vitest';
import { walkCount } from '../../support/depth.js';
import { START } from '../../support/world.js';

/** The same walks each time, unless these say otherwise. */
const { WALK_SEED = '20260105', WALK_PATH } = process.env;

/** What a walk is made of, with a line for each step. */
const asLines = (walked: unknown): readonly string[] =>
  (Array.isArray(walked) ? (walked as unknown[]) : [walked]).flatMap((part) =>
    Array.isArray(part)
      ? part.map((step) => `  ${JSON.stringify(step)}`)
      : [JSON.stringify(part) ?? 'nothing'],
  );

/** Milliseconds for a test that walks: more of them take longer. */
export const timeout = 20_000 + 500 * walkCount;

/**
 * Runs a property over many walks. What fails is made as short as it can be, and says what to type to
 * see it again.
 */
export async function walks<T>(
  arbitrary: fc.Arbitrary<T>,
  walk: (value: T) => Promise<void>,
): Promise<void> {
  vi.useFakeTimers({ now: START });
  const details = await fc.check(fc.asyncProperty(arbitrary, walk), {
    seed: Number(WALK_SEED),
    numRuns: walkCount,
    ...(WALK_PATH !== undefined && { path: WALK_PATH }),
  });
  vi.useRealTimers();
  if (!details.failed) return;
  const { testPath = '', currentTestName = '' } = expect.getState();
  // A pattern, for which the rules that a title names are a group.
  const title = currentTestName
    .split(' > ')
    .at(-1)
    ?.replace(/ \(R.*/, '');
  const file = relative(process.cwd(), testPath);
  throw new Error(
    [
      `Walk ${details.numRuns} of seed ${details.seed} fails. To see it again:`,
      `WALK_SEED=${details.seed} WALK_PATH=${details.counterexamplePath} npx vitest run ${file} -t '${title}'`,
      ...asLines(details.counterexample?.[0]),
    ].join('\n'),
    { cause: details.errorInstance },
  );
}
