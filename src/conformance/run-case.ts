import { createSimulator } from '../simulator/index.js';
import type { ConformanceApp } from './conformance-app.js';
import type { ConformanceCase, ConformanceFeature } from './case.js';
import { patient } from './clock/clock.js';
import { virtualClock } from './clock/virtual-clock.js';
import { createContext } from './context.js';
import type { Integration } from './driver.js';
import { isOfApp, lastOf } from './journal.js';
import { Skipped, told } from './failure.js';
import type { ConformanceOptions } from './options.js';
import type { ConformanceResult } from './report.js';
import { createWorld } from './world.js';

/** What a case lacks of all that it needs. */
function lackOf(
  { needs = [], screen }: ConformanceCase,
  lacks: readonly ConformanceFeature[],
): ConformanceFeature | undefined {
  if (!screen && lacks.includes('primary') && lacks.includes('secondary')) return 'primary';
  return [...needs, ...(screen ? [screen] : [])].find((need) => lacks.includes(need));
}

/** Closes the apps; one that can't be closed has failed already, or is about to be left behind. */
async function closeAll(apps: readonly ConformanceApp[]): Promise<void> {
  for (const app of apps) await app.stop().catch(() => {});
}

/** Runs one case in a world of its own. Never rejects. */
export async function runCase(
  testCase: ConformanceCase,
  integration: Integration,
  { clock: createClock = virtualClock, lacks = [], listen = false }: ConformanceOptions = {},
): Promise<ConformanceResult> {
  const { id, title, rules, level } = testCase;
  const base = { case: id, title, rules, level };
  const lack = lackOf(testCase, lacks);
  if (lack) return { ...base, status: 'skipped', message: `the integration lacks ${lack}` };

  const given = createClock();
  const clock = patient(given);
  const start = clock.now();
  try {
    const simulator = createSimulator({ ...testCase.simulator, now: () => clock.now() });
    const server = listen ? await simulator.listen() : undefined;
    const seen = createWorld(testCase, simulator, clock, {
      origin: server?.origin ?? 'https://sp.auth-staging.adobe.com',
      screen: testCase.screen ?? (lacks.includes('primary') ? 'secondary' : 'primary'),
    });
    const { context, apps } = createContext(testCase, integration, { seen, simulator, clock });
    try {
      await testCase.run(context);
      return { ...base, status: 'passed' };
    } catch (error) {
      if (error instanceof Skipped) return { ...base, status: 'skipped', message: told(error) };
      const message = seen.isOverrun() ? 'The app sends requests without an end.' : told(error);
      const requests = lastOf(simulator.requests.filter(isOfApp), start);
      return { ...base, status: 'failed', message, ...(requests && { requests }) };
    } finally {
      await closeAll(apps);
      seen.close();
      await server?.close();
    }
  } finally {
    given.restore?.();
  }
}
