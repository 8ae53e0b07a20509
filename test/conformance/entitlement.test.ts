import { describe, expect, it } from 'vitest';
import {
  conformanceCases,
  describeConformance,
  type Integration,
  runConformance,
} from '../../src/conformance/index.js';
import { entitlementApp, entitlementIntegration } from './entitlement.driver.js';

describeConformance({ describe, it }, entitlementIntegration);

describe('the same app', () => {
  const problems = async (...parameters: Parameters<typeof runConformance>) =>
    (await runConformance(...parameters)).results.filter(({ status }) => status !== 'passed');

  it('conforms on a secondary screen where the TV provider is chosen there', async () => {
    const choosingHere: Integration = (world) =>
      entitlementApp(world, { input: { choice: 'here' } });
    const only = conformanceCases.flatMap(({ id, screen }) => (screen === 'primary' ? [] : [id]));
    expect(await problems(choosingHere, { lacks: ['primary'], only })).toEqual([]);
  });

  it('conforms on a secondary screen where it is chosen elsewhere', async () => {
    const only = conformanceCases.flatMap(({ id, screen }) => (screen === 'primary' ? [] : [id]));
    expect(await problems(entitlementIntegration, { lacks: ['primary'], only })).toEqual([]);
  });

  it('conforms with each variant of the answers', async () => {
    const variant = {
      configurationPlacement: 'beside',
      promotionalErrorAction: 'none',
      preauthorizeLimitAnswer: 'empty',
      resourceEcho: 'trailing-space',
      mediaTokenIssuedAt: true,
    } as const;
    const cases = conformanceCases.map((one) => ({
      ...one,
      simulator: { ...variant, ...one.simulator },
    }));
    expect(await problems(entitlementIntegration, { cases })).toEqual([]);
  });
});
