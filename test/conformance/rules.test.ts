import { describe, expect, it } from 'vitest';
import { conformanceRules } from '../../src/conformance/index.js';
import { conformanceAreas } from '../../src/conformance/rules/index.js';

describe('the catalogue of rules', () => {
  it('has 276 of them, each once and in order', () => {
    const expected = Array.from({ length: 276 }, (_, index) => `R${index + 1}`);
    expect(conformanceRules.map(({ id }) => id)).toEqual(expected);
  });

  it('counts them by level, and by who meets them', () => {
    const count = (of: 'level' | 'who') => {
      const counts: Record<string, number> = {};
      for (const { [of]: key } of conformanceRules) counts[key] = (counts[key] ?? 0) + 1;
      return counts;
    };
    const levels = { MUST: 180, 'MUST NOT': 14, SHOULD: 50, 'SHOULD NOT': 6, MAY: 26 };
    expect(count('level')).toEqual(levels);
    expect(count('who')).toEqual({ lib: 175, app: 69, ops: 32 });
  });

  it('has no area without a title, and none without rules', () => {
    expect(conformanceAreas.filter(({ title, rules }) => !title || rules.length === 0)).toEqual([]);
  });

  it('asks for one thing in one line', () => {
    const texts = conformanceRules.map(({ rule }) => rule);
    expect(texts.filter((text) => !/^[A-Z][^\n]{10,160}\.$/.test(text))).toEqual([]);
    expect(texts.filter((text) => /\. [A-Z]/.test(text))).toEqual([]);
  });

  it('says what to do about rules that are not for the library, and only about those', () => {
    const wrong = conformanceRules.filter(
      ({ who, todo }) => (who === 'lib') !== (todo === undefined),
    );
    expect(wrong).toEqual([]);
    const todos = conformanceRules.flatMap(({ todo }) => todo ?? []);
    expect(todos.filter((text) => !/^[A-Z][^\n]+\.$/.test(text))).toEqual([]);
  });

  it('gives reasons only for rules of the library', () => {
    const unmet = conformanceRules.filter(({ unmet: reason }) => reason !== undefined);
    expect(unmet.filter(({ who }) => who !== 'lib')).toEqual([]);
    expect(unmet.filter(({ unmet: reason }) => !/^[A-Z][^\n]+\.$/.test(reason ?? ''))).toEqual([]);
  });

  it('is written so that a table can hold it', () => {
    const texts = conformanceRules.flatMap(({ rule, todo = '', unmet = '' }) => [
      rule,
      todo,
      unmet,
    ]);
    expect(texts.filter((text) => /[|\n<>]/.test(text))).toEqual([]);
  });
});
