import { expect, it } from 'vitest';
import { type Integration, realClock, runConformance } from '../../src/conformance/index.js';
import { handwrittenIntegration, lacking } from './handwritten.driver.js';

it('judges an app that was written by hand, and skips what it lacks', async () => {
  const report = await runConformance(handwrittenIntegration, { lacks: lacking });
  const of = (status: string) => report.results.filter((result) => result.status === status);
  expect(of('failed')).toEqual([]);
  expect(of('passed').length).toBeGreaterThan(70);
  expect(new Set(of('skipped').map(({ message }) => message))).toEqual(
    new Set([
      'the driver has no cancel',
      'the driver has no newCode',
      'the driver has no preauthorize',
      'the driver has no startTemporaryAccess',
      'the integration lacks forwardedFor',
      'the integration lacks partner',
      'the integration lacks secondary',
      'the integration lacks serviceToken',
      'the integration lacks subjectToken',
      'the integration lacks visitorId',
    ]),
  );
});

it('judges an app on the other side of a port, in real time', async () => {
  const { fetch } = globalThis;
  const elsewhere: Integration = (world) => handwrittenIntegration({ ...world, fetch });
  const report = await runConformance(elsewhere, {
    clock: realClock,
    listen: true,
    lacks: lacking,
    only: ['registration-first', 'profiles-existing', 'logout-complete', 'session-url'],
  });
  expect(report).toMatchObject({ passed: 4, failed: 0 });
});
