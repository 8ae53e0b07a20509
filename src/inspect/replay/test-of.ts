import { readFlightRecord } from '../recorder/read-flight-record.js';
import { replay } from './replay.js';

/** JSON as TypeScript has it, where `__proto__` as a plain key would be no member. */
const asCode = (value: unknown): string =>
  JSON.stringify(value, undefined, 2).replace(/"__proto__":/g, '["__proto__"]:');

/**
 * The source of a Vitest test that replays a record: it fails where a machine goes another way than it
 * did then.
 *
 * @throws InvalidInputError for what is no flight record
 */
export function testOf(record: unknown): string {
  const read = readFlightRecord(record);
  const flow = replay(read);
  const phase = flow.goTo(flow.length).view()?.phase;
  return [
    `import { expect, it } from 'vitest';`,
    `import { replay } from 'tve-auth-flow/inspect';`,
    '',
    `const record = ${asCode(read)};`,
    '',
    `it('goes the way that was recorded', () => {`,
    `  const flow = replay(record);`,
    `  expect(flow.divergences).toEqual([]);`,
    ...(phase === undefined
      ? []
      : [`  expect(flow.goTo(flow.length).view()?.phase).toBe(${JSON.stringify(phase)});`]),
    `});`,
    '',
  ].join('\n');
}
