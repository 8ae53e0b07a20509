import { describe, expect, it } from 'vitest';
import { conformanceCases, runConformance } from '../../src/conformance/index.js';
import { breakages } from './broken/index.js';

describe('each case', () => {
  it('is failed by an app that breaks its rules', () => {
    const seen = new Set(breakages.map(({ seenBy }) => seenBy));
    expect(conformanceCases.map(({ id }) => id).filter((id) => !seen.has(id))).toEqual([]);
  });

  it('has an id and a title of its own', () => {
    for (const name of ['id', 'title'] as const)
      expect(new Set(conformanceCases.map((one) => one[name])).size).toBe(conformanceCases.length);
  });
});

describe('an app that', () => {
  it.each(breakages)('$title is seen by $seenBy', async ({ integration, seenBy }) => {
    const { results } = await runConformance(integration, { only: [seenBy] });
    expect(results).toMatchObject([
      { case: seenBy, status: 'failed', message: expect.any(String) },
    ]);
  });
});
