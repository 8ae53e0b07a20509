import { describe, expect, it, vi } from 'vitest';
import {
  type ConformanceCase,
  ConformanceFailure,
  describeConformance,
  formatConformance,
  type Integration,
  runConformance,
} from '../../src/conformance/index.js';
import { entitlementIntegration } from './entitlement.driver.js';
import { withDriver } from './broken/support.js';

const { Date: RealDate, setTimeout: realTimeout } = globalThis;

const named = (id: string, run: ConformanceCase['run']): ConformanceCase => ({
  id,
  title: `does ${id}`,
  rules: ['R1', 'R2'],
  level: 'MUST',
  run,
});

const run = (
  cases: readonly ConformanceCase[],
  integration: Integration = entitlementIntegration,
) => runConformance(integration, { cases });

describe('a run', () => {
  it('reports what passed, what failed and what does not apply', async () => {
    const report = await runConformance(entitlementIntegration, {
      cases: [
        named('well', async () => {}),
        named('badly', async () => {
          throw new ConformanceFailure('Expected a rose. Seen: a thorn.');
        }),
        named('oddly', async () => {
          throw new RangeError('too much');
        }),
        { ...named('elsewhere', async () => {}), needs: ['partner'] },
      ],
      lacks: ['partner'],
    });
    expect(report).toMatchObject({ passed: 1, failed: 2, skipped: 1 });
    expect(report.results.map(({ message }) => message)).toEqual([
      undefined,
      'Expected a rose. Seen: a thorn.',
      'RangeError: too much',
      'the integration lacks partner',
    ]);
  });

  it('runs only what it is told, and knows no other cases', async () => {
    const { results } = await runConformance(entitlementIntegration, {
      only: ['registration-first'],
    });
    expect(results.map((result) => result.case)).toEqual(['registration-first']);
    await expect(
      runConformance(entitlementIntegration, { only: ['registration'] }),
    ).rejects.toThrow('There is no conformance case registration');
  });

  it('ends where an app throws, hangs, or never stops to send', async () => {
    const start = named('start', async (context) => void (await context.start()));
    const throwing = await run([start], () => {
      throw new Error('no wire');
    });
    expect(throwing.results[0]?.message).toBe('Error: no wire');
    const hanging = await run([start], () => new Promise(() => {}));
    expect(hanging.results[0]?.message).toBe(
      'the start of the app has not ended after 60 seconds.',
    );
    const endless = await run([start], async ({ fetch, origin }) => {
      for (;;) await fetch(`${origin}/api/v2/REF30/profiles`).catch(() => {});
    });
    expect(endless.results[0]?.message).toBe('The app sends requests without an end.');
  });

  it('has some real time for an app that is slow to load', async () => {
    const slow: Integration = async (world) => {
      await new Promise((resolve) => void realTimeout(resolve, 300));
      return entitlementIntegration(world);
    };
    expect(await runConformance(slow, { only: ['profiles-existing'] })).toMatchObject({
      passed: 1,
    });
  });

  it('puts the clock back, whatever happens', async () => {
    await run([
      named('badly', async () => {
        throw new Error('no');
      }),
    ]);
    expect([globalThis.Date, globalThis.setTimeout]).toEqual([RealDate, realTimeout]);
  });

  it('closes every app that it has started, and one that cannot be closed', async () => {
    let stopped = 0;
    const integration = withDriver((app) => ({
      async stop() {
        await app.stop();
        stopped += 1;
        throw new Error('stuck');
      },
    }));
    const twice = named('twice', async ({ start }) => {
      await start();
      await start();
    });
    expect((await run([twice], integration)).passed).toBe(1);
    expect(stopped).toBe(2);
  });

  it('has its own clock, or one of Vitest', async () => {
    const clock = () => {
      vi.useFakeTimers();
      return {
        now: () => Date.now(),
        pass: async (milliseconds: number) =>
          void (await vi.advanceTimersByTimeAsync(milliseconds)),
        restore: () => void vi.useRealTimers(),
      };
    };
    const only = ['polling-interval-secondary', 'token-renewed-in-time', 'profile-expired'];
    const { results } = await runConformance(entitlementIntegration, { clock, only });
    expect(results.filter(({ status }) => status !== 'passed')).toEqual([]);
  });
});

describe('a report', () => {
  it('is a table, with what was seen below', async () => {
    const report = await runConformance(
      withDriver((app) => ({
        play: (resource) => app.play(resource).then(() => ({ result: 'failed' })),
      })),
      {
        only: ['registration-first', 'registration-device-info', 'authorization-each-play'],
        lacks: ['deviceInfo'],
      },
    );
    expect(formatConformance(report).replaceAll(/ +$/gm, '')).toBe(
      `case                      level  result   rules
-----------------------------------------------
registration-first        MUST   passed   R7 R9 R10 R11
registration-device-info  MUST   skipped  R12
    the integration lacks deviceInfo
authorization-each-play   MUST   failed   R115 R119 R123
    An app asks for a decision at each play request.
    play('news') should be permitted, and is failed.
    Last requests: E2 at 0.0 s, E8 at 0.0 s, E3 at 0.0 s, E4 at 0.0 s, E10 at 0.0 s, E14 at 0.0 s.

1 passed, 1 failed, 1 skipped
`,
    );
  });
});

describe('test functions', () => {
  it('get a test of each case, with its rules in its name', async () => {
    const tests = new Map<string, (...context: unknown[]) => Promise<void>>();
    const keep = (name: string, body: (...context: unknown[]) => Promise<void>) =>
      tests.set(name, body);
    describeConformance({ describe: (_, body) => body(), it: keep }, entitlementIntegration, {
      lacks: ['partner'],
      cases: [
        named('well', async () => {}),
        named('badly', () => Promise.reject(new ConformanceFailure('Seen: a thorn.'))),
        { ...named('elsewhere', async () => {}), needs: ['partner'] },
      ],
    });
    const [well, badly, elsewhere] = [...tests.values()];
    expect([...tests.keys()]).toEqual([
      'does well (R1, R2)',
      'does badly (R1, R2)',
      'does elsewhere (R1, R2)',
    ]);
    expect(well).toHaveLength(0);
    await well?.();
    await expect(badly?.()).rejects.toThrow('Seen: a thorn.');
    const skip = vi.fn<(note: string) => void>();
    await elsewhere?.({ skip });
    expect(skip).toHaveBeenCalledWith('the integration lacks partner');
    await elsewhere?.(() => {});
  });
});
