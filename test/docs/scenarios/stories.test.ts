import { describe, expect, it } from 'vitest';
import { journeyOf, type Scenario, scenarios } from '../../../docs/scenarios/index.js';

const named = (those: readonly Scenario[]) =>
  those.map((scenario) => [scenario.id, scenario] as const);

/** The same story where nothing was made ready for it. */
const unprepared = ({
  prepare: _prepare,
  server: _server,
  platform: _platform,
  storage: _storage,
  ...rest
}: Scenario): Scenario => rest;

describe('the scenarios', () => {
  it('have an id each, which a link can carry', () => {
    const ids = scenarios.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
  });

  it('have a title each, and say what to look at', () => {
    expect(new Set(scenarios.map(({ title }) => title)).size).toBe(scenarios.length);
    for (const { about, title } of scenarios) {
      expect(about).toMatch(/^[A-Z].{30,}\.$/);
      expect(title).not.toMatch(/\.$/);
    }
  });

  it.each(named(scenarios))('%s goes to its end, and the same way twice', async (_id, scenario) => {
    const journey = await journeyOf(scenario);
    expect(JSON.stringify(await journeyOf(scenario))).toBe(JSON.stringify(journey));
  });
});

describe('a story that does not go as it should', () => {
  const prepared = scenarios.filter(
    ({ prepare, server, platform, storage }) => prepare ?? server ?? platform ?? storage,
  );

  it.each(named(prepared))('%s ends with an error', async (_id, scenario) => {
    await expect(journeyOf(unprepared(scenario))).rejects.toThrow(/should/);
  });

  it('says what there was instead', async () => {
    const [scenario] = scenarios;
    const offline: Scenario = {
      ...scenario!,
      prepare: ({ faults }) => void faults.add({ cut: true, times: Infinity }),
    };
    await expect(journeyOf(offline)).rejects.toThrow(
      /There should be unauthenticated, not .*network_failure/,
    );
  });

  it('gives the timers back', async () => {
    const before = [globalThis.setTimeout, globalThis.Date];
    const failing: Scenario = {
      ...scenarios[0]!,
      tell: async () => {
        throw new Error('as told');
      },
    };
    await expect(journeyOf(failing)).rejects.toThrow('as told');
    expect([globalThis.setTimeout, globalThis.Date]).toEqual(before);
  });
});
