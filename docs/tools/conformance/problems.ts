import type { ConformanceRule } from '../../../src/conformance/index.js';
import type { RuleTest } from './report.js';

/** What keeps a run from showing that the rules of the library are met, a sentence each. */
export function problemsOf(
  rules: readonly ConformanceRule[],
  tests: readonly RuleTest[],
): readonly string[] {
  const known = new Set<string>(rules.map(({ id }) => id));
  const named = new Set(tests.flatMap((test) => test.rules));
  const ofTests = tests.flatMap(({ file, title, rules: ids, misplaced, status }) => {
    const test = `${file}: “${title}”`;
    return [
      ...ids.filter((id) => !known.has(id)).map((id) => `${test} names ${id}, which is no rule`),
      ...misplaced.map((id) => `${test} names ${id} elsewhere than at its end, as “… (${id})”`),
      ...(ids.length > 0 && status !== 'passed'
        ? [`${test} proves nothing of ${ids.join(', ')}: ${status}`]
        : []),
    ];
  });
  const untested = rules
    .filter(({ id, who, unmet }) => who === 'lib' && unmet === undefined && !named.has(id))
    .map(({ id, rule }) => `${id} has no test, and no reason why it is not met: ${rule}`);
  return [...new Set(ofTests), ...untested];
}
