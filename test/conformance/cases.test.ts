import { expect, it } from 'vitest';
import { conformanceCases, conformanceRules } from '../../src/conformance/index.js';

const levels = new Map(conformanceRules.map(({ id, level }) => [id, level]));

it.each(conformanceCases)(
  '$id stands for rules that there are, at the level of one of them',
  ({ rules, level }) => {
    const known = rules.map((id) => levels.get(id));
    expect(known).not.toContain(undefined);
    expect(known).toContain(level);
  },
);

it.each(conformanceCases)(
  '$id names its rules once, in the order of their numbers',
  ({ rules }) => {
    const numbers = rules.map((id) => Number(id.slice(1)));
    expect([...new Set(numbers)].sort((a, b) => a - b)).toEqual(numbers);
  },
);
