import { describe, expect, it } from 'vitest';
import { runConformance } from '../../src/conformance/index.js';
import { brokenBehaviour } from './broken/behaviour.js';
import { brokenHeaders } from './broken/headers.js';
import { brokenRequests } from './broken/requests.js';

const all = [...brokenHeaders, ...brokenRequests, ...brokenBehaviour];

describe('an app that', () => {
  it.each(all)('$title is seen by $seenBy', async ({ integration, seenBy }) => {
    const { results } = await runConformance(integration, { only: [seenBy] });
    expect(results).toMatchObject([
      { case: seenBy, status: 'failed', message: expect.any(String) },
    ]);
    if (process.env['SHOW']) console.log(`${seenBy}: ${results[0]?.message}`);
  });
});
