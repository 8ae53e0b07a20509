import type { Simulator } from '../simulator/index.js';
import { RunningApp } from './app.js';
import type { ConformanceApp } from './conformance-app.js';
import type { ConformanceCase, ConformanceContext, ConformanceFeature } from './case.js';
import type { ConformanceClock } from './clock/clock.js';
import type { ConformanceDriver, Integration } from './driver.js';
import { ConformanceFailure, Skipped } from './failure.js';
import { isOfApp, listed, nameOf } from './journal.js';
import { ended } from './patience.js';
import type { SeenWorld } from './world.js';

const members: ReadonlySet<ConformanceFeature> = new Set<ConformanceFeature>([
  'newCode',
  'cancel',
  'preauthorize',
  'startTemporaryAccess',
]);

function checkNeeds({ needs = [] }: ConformanceCase, driver: ConformanceDriver): void {
  for (const need of needs) {
    if (members.has(need) && typeof driver[need as keyof ConformanceDriver] !== 'function')
      throw new Skipped(`the driver has no ${need}`);
  }
}

const often = (count: number | readonly [number, number]): string => {
  if (typeof count === 'number') return count === 0 ? 'no' : `${count} ×`;
  const [least, most] = count;
  return most === Infinity ? `at least ${least} ×` : `${least} to ${most} ×`;
};

/** What a case has at hand, and the apps that it has started. */
export function createContext(
  testCase: ConformanceCase,
  integration: Integration,
  { seen, simulator, clock }: { seen: SeenWorld; simulator: Simulator; clock: ConformanceClock },
): { readonly context: ConformanceContext; readonly apps: readonly ConformanceApp[] } {
  const { world, verified, stored } = seen;
  const { screen, redirectUrl, domainName, device, softwareStatement } = world;
  const start = clock.now();
  const apps: ConformanceApp[] = [];
  let from = 0;
  const list: ConformanceContext['listed'] = (entries) => listed(entries, start);
  const sent: ConformanceContext['sent'] = (...endpoints) =>
    simulator.requests
      .slice(from)
      .filter(isOfApp)
      .filter(({ endpoint }) => endpoints.length === 0 || endpoints.includes(endpoint));

  const context: ConformanceContext = {
    simulator,
    screen,
    redirectUrl,
    domainName,
    device,
    softwareStatement,
    verified,
    stored: () => [...stored].flat().join('\n'),
    listed: list,
    sent,
    mark() {
      from = simulator.requests.length;
    },
    pass: (milliseconds) => clock.pass(milliseconds),
    async start() {
      const driver = await ended(clock, 'the start of the app', () => integration(world));
      const app = new RunningApp(driver, world, simulator, clock);
      apps.push(app);
      checkNeeds(testCase, driver);
      return app;
    },
    expectSent(endpoint, count, why) {
      const found = sent(endpoint);
      const [least, most] = typeof count === 'number' ? [count, count] : count;
      if (found.length >= least && found.length <= most) return found;
      throw new ConformanceFailure(
        `Expected ${often(count)} ${nameOf(endpoint)}: ${why}. Seen: ${list(found)}.`,
      );
    },
  };
  return { context, apps };
}
