import type { ConformanceRule } from '../../../src/conformance/index.js';
import type { ConformanceArea } from '../../../src/conformance/rules/index.js';
import { table } from '../tables.js';
import type { RuleTest } from './report.js';

/** Tests that are shown for a rule. */
const SHOWN = 2;

/** Text that is none of Markdown, in a table. */
const plain = (text: string) =>
  text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>|~&]/g, (character) => `\\${character}`);

/** What is known of a rule of the library. */
interface Finding {
  readonly rule: ConformanceRule;
  readonly tests: readonly RuleTest[];
  readonly result: 'passed' | 'failed' | 'no test' | 'partly met' | 'not met';
}

function find(rule: ConformanceRule, all: readonly RuleTest[]): Finding {
  const tests = all.filter(({ rules }) => rules.includes(rule.id));
  const passed = tests.every(({ status }) => status === 'passed');
  const met = tests.length === 0 ? 'no test' : 'passed';
  const partly = tests.length === 0 ? 'not met' : 'partly met';
  return { rule, tests, result: passed ? (rule.unmet ? partly : met) : 'failed' };
}

function testsCell(tests: readonly RuleTest[]): string {
  const links = new Set(tests.map(({ file, title }) => `[${plain(title)}](../${file})`));
  const more = links.size > SHOWN ? [`and ${links.size - SHOWN} more`] : [];
  return [...[...links].slice(0, SHOWN), ...more].join('<br>');
}

const libraryTable = (findings: readonly Finding[]) =>
  table(
    ['Rule', 'Level', 'What it asks', 'Tests', 'Result'],
    findings.map(({ rule: { id, level, rule, unmet }, tests, result }) => [
      id,
      level,
      rule,
      testsCell(tests),
      unmet === undefined ? result : `${result}: ${unmet}`,
    ]),
  );

const othersTable = (rules: readonly ConformanceRule[]) =>
  table(
    ['Rule', 'Level', 'What it asks', 'What you do'],
    rules.map(({ id, level, rule, todo = '' }) => [id, level, rule, todo]),
  );

function summary(rules: readonly ConformanceRule[], findings: readonly Finding[]): string {
  const count = (of: ConformanceRule['who']) => rules.filter(({ who }) => who === of).length;
  const ids = (...results: ReadonlyArray<Finding['result']>) =>
    findings.filter(({ result }) => results.includes(result)).map(({ rule }) => rule.id);
  const row = (name: string, of: readonly string[], isListed = true) =>
    of.length === 0 ? [] : [[name, `${of.length}`, isListed ? of.join(', ') : '']];
  return table(
    ['For', 'Rules', ''],
    [
      ['the library', `${findings.length}`, ''],
      ...row('… met, with tests that passed', ids('passed'), false),
      ...row('… partly met, with a reason', ids('partly met')),
      ...row('… not met, with a reason', ids('not met')),
      ...row('… without a test', ids('no test')),
      ...row('… with a test that failed', ids('failed')),
      ['the app around it', `${count('app')}`, ''],
      ['whoever operates it', `${count('ops')}`, ''],
    ],
  );
}

/** The page about all rules, as Markdown. */
export function conformancePage(
  areas: readonly ConformanceArea[],
  tests: readonly RuleTest[],
): string {
  const isOfLibrary = ({ who }: ConformanceRule) => who === 'lib';
  const all = areas.flatMap(({ rules }) => rules);
  const findings = all.filter(isOfLibrary).map((rule) => find(rule, tests));
  const sections = areas.flatMap(({ title, rules }) => {
    const own = findings.filter(({ rule }) => rules.includes(rule));
    const others = rules.filter((rule) => !isOfLibrary(rule));
    return [
      `## ${title}`,
      ...(own.length > 0 ? ['What the library does:', libraryTable(own)] : []),
      ...(others.length > 0 ? ['What is left to you:', othersTable(others)] : []),
    ];
  });
  const introduction = `# Conformance

Adobe's pages set ${all.length} rules for apps that use REST API V2. Here they are in this project's words:
those for the library, each with the tests that show what it does, most of them against
[the simulator](simulator.md), and those that are left to you. As data, they are \`conformanceRules\` of
\`tve-auth-flow/conformance\`.

After MUST NOT and SHOULD NOT stands what is not to be done. A test names the rules that it shows at the
end of its title, as in \`… (R66, R69)\`; this page is made from a run, by \`npm run conformance\`.`;
  return `${[introduction, summary(all, findings), ...sections].join('\n\n')}\n`;
}
