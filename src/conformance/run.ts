import { conformanceCases } from './cases/index.js';
import type { ConformanceCase } from './case.js';
import type { Integration } from './driver.js';
import type { ConformanceOptions } from './options.js';
import type { ConformanceReport, ConformanceResult } from './report.js';
import { runCase } from './run-case.js';

/**
 * The cases that the options ask for.
 *
 * @throws RangeError where there is no case of that id
 */
export function casesOf({
  only,
  cases = conformanceCases,
}: ConformanceOptions): readonly ConformanceCase[] {
  const unknown = only?.find((id) => !cases.some((candidate) => candidate.id === id));
  if (unknown !== undefined) throw new RangeError(`There is no conformance case ${unknown}`);
  return only ? cases.filter(({ id }) => only.includes(id)) : cases;
}

/**
 * Runs the cases against an integration, one after the other, each with a simulator of its own. What an
 * integration does wrong, throws or never ends is in the report; nothing of it rejects.
 *
 * Rejects with a RangeError where `only` names an unknown case.
 *
 * @example
 * ```ts
 * import { type Integration, runConformance } from 'tve-auth-flow/conformance';
 *
 * // A real one opens the app in this world.
 * const integration: Integration = (world) => {
 *   throw new Error(`nothing calls ${world.origin} yet`);
 * };
 * const { failed } = await runConformance(integration, { only: ['registration-first'] });
 * console.log(failed); // → 1
 * ```
 */
export async function runConformance(
  integration: Integration,
  options: ConformanceOptions = {},
): Promise<ConformanceReport> {
  const results: ConformanceResult[] = [];
  for (const testCase of casesOf(options))
    results.push(await runCase(testCase, integration, options));
  const count = (status: ConformanceResult['status']) =>
    results.filter((result) => result.status === status).length;
  return {
    results,
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
  };
}
