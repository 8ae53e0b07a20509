import { describe, expect, it } from 'vitest';
import {
  type ConformanceCase,
  conformanceCases,
  describeConformance,
  type Integration,
  runConformance,
} from '../../src/conformance/index.js';
import { inTurn } from '../support/depth.js';
import { entitlementApp, entitlementIntegration } from './entitlement.driver.js';

describeConformance({ describe, it }, entitlementIntegration);

describe('the same app', () => {
  const onASecondaryScreen = conformanceCases.map(
    (one) => ({ screen: 'secondary', ...one }) as const,
  );
  const expectAllPassed = async (
    integration: Integration,
    cases: readonly ConformanceCase[],
  ): Promise<void> => {
    const { results } = await runConformance(integration, { cases });
    expect(results.filter(({ status }) => status !== 'passed')).toEqual([]);
  };

  it('conforms on a secondary screen where the TV provider is chosen elsewhere', () =>
    expectAllPassed(
      entitlementIntegration,
      inTurn(
        onASecondaryScreen.filter(({ screen }) => screen === 'secondary'),
        0,
        4,
      ),
    ));

  it('conforms where it is chosen there, with each variant of the answers', () => {
    const variant = {
      configurationPlacement: 'beside',
      promotionalErrorAction: 'none',
      preauthorizeLimitAnswer: 'empty',
      resourceEcho: 'trailing-space',
      mediaTokenIssuedAt: true,
    } as const;
    return expectAllPassed(
      (world) => entitlementApp(world, { input: { choice: 'here' } }),
      inTurn(onASecondaryScreen, 2, 4).map((one) => ({
        ...one,
        simulator: { ...variant, ...one.simulator },
      })),
    );
  });
});
