import type { ConformanceCase } from './case.js';
import type { Integration } from './driver.js';
import type { ConformanceOptions } from './options.js';
import { casesOf } from './run.js';
import { runCase } from './run-case.js';

/** `describe` and `it` of Vitest, `node:test`, Jest or Mocha. */
export interface TestFunctions {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly it: (name: string, body: (...context: unknown[]) => Promise<void>) => unknown;
}

/** A case as a test names it: its title and its rules. */
const testName = ({ title, rules }: ConformanceCase): string => `${title} (${rules.join(', ')})`;

/** Says that a test was skipped, where the test runner has a way to. */
function skip(context: unknown, reason: string | undefined): void {
  const { skip: skipTest } = (context ?? {}) as { skip?: unknown };
  if (typeof skipTest === 'function') (skipTest as (note?: string) => void).call(context, reason);
}

/**
 * Makes a test of each case.
 *
 * @throws RangeError where `only` names an unknown case
 *
 * @example
 * ```ts
 * import { describe, it } from 'node:test';
 * import { describeConformance, type Integration } from 'tve-auth-flow/conformance';
 *
 * declare const integration: Integration;
 *
 * export const test = () => describeConformance({ describe, it }, integration);
 * ```
 */
export function describeConformance(
  { describe, it }: TestFunctions,
  integration: Integration,
  options: ConformanceOptions = {},
): void {
  const cases = casesOf(options);
  describe('conformance with REST API V2', () => {
    for (const testCase of cases) {
      // No named parameter: Jest would take it for a callback.
      it(testName(testCase), async (...[context]) => {
        const { status, message, requests } = await runCase(testCase, integration, options);
        if (status === 'skipped') skip(context, message);
        if (status === 'failed')
          throw new Error(requests ? `${message} Last requests: ${requests}.` : message);
      });
    }
  });
}
