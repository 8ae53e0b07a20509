import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Journey,
  journeyOf,
  type Scenario,
  scenarios,
  type Step,
} from '../../../docs/scenarios/index.js';
import { promised } from './promised.js';

const journeys = new Map<string, Journey>();

beforeAll(async () => {
  for (const scenario of scenarios) journeys.set(scenario.id, await journeyOf(scenario));
});

const all = (): readonly Journey[] => [...journeys.values()];
const steps = () => all().flatMap((journey) => journey.steps);

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

/** A step as a line. */
function line(step: Step): string {
  const { from, to, label } = step;
  switch (step.kind) {
    case 'request':
      return [`${from} asks ${to}: ${label}`, ...step.details].join(' | ');
    case 'response':
      return `${from} answers ${to}: ${step.endpoint ?? ''} ${step.status ?? ''} ${label}`;
    case 'event':
      return `${from} sends ${to}: ${label}`;
    case 'state':
      return `${from} shows: ${label}`;
    case 'person':
      return `${step.who} says: ${label}`;
  }
}

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
});

describe('what happens in the scenarios', () => {
  it('is promised for every one of them', () => {
    expect(new Set(Object.keys(promised))).toEqual(new Set(journeys.keys()));
  });

  it.each(Object.entries(promised))('is for %s what its description promises', (id, lines) => {
    const happened = journeys.get(id)?.steps.map(line) ?? [];
    let from = 0;
    for (const expected of lines) {
      const found = happened.indexOf(expected, from);
      expect(found, `${expected}\nin\n${happened.slice(from).join('\n')}`).toBeGreaterThanOrEqual(
        0,
      );
      from = found + 1;
    }
  });

  it.each(named(scenarios))('is the same twice: %s', async (id, scenario) => {
    expect(JSON.stringify(await journeyOf(scenario))).toBe(JSON.stringify(journeys.get(id)));
  });

  it('is nothing random: codes have names', () => {
    const paths = steps().flatMap(({ label }) =>
      [...label.matchAll(/\/(?:sessions|code|authenticate\/REF30)\/(\S+)/g)].map(
        ([, code]) => code,
      ),
    );
    expect(new Set(paths)).toEqual(new Set(['CODE', 'CODE-2', 'sso/Apple']));
    const typed = steps().filter(({ label }) => /^(code\.entered|Shows the)/.test(label));
    expect(typed.length).toBeGreaterThan(5);
    for (const { label } of typed) expect(label).toMatch(/ (LINK-)?CODE(-2)?\.?$/);
  });

  it('holds no token and no code', () => {
    const text = JSON.stringify(all());
    expect(text).not.toMatch(/eyJ|Bearer|client_secret|fingerprint|SAMLResponse=|secret/);
  });

  it('is in the order of the time, and every request is answered', () => {
    for (const { scenario, steps: those } of all()) {
      const times = those.map(({ at }) => at);
      expect(times, scenario).toEqual([...times].sort((one, other) => one - other));
      const count = (kind: Step['kind']) => those.filter((step) => step.kind === kind).length;
      expect(count('request'), scenario).toBe(count('response'));
      for (const step of those)
        if (step.kind === 'request' && step.to === 'adobe')
          expect(step.endpoint, `${scenario}: ${step.label}`).toBeDefined();
    }
  });

  it('is a poll every three seconds at most, and none for a code that was replaced', () => {
    for (const { scenario, steps: those } of all()) {
      const polls = those.filter(
        (step) => step.kind === 'request' && step.endpoint === 'E10' && step.from !== 'phone',
      );
      for (const [index, poll] of polls.entries()) {
        const before = polls[index - 1];
        if (before?.label === poll.label)
          expect(poll.at - before.at, scenario).toBeGreaterThanOrEqual(3000);
      }
    }
    const renewed = journeys.get('code-expires')?.steps.map(({ label }) => label) ?? [];
    const polls = renewed.filter((label) => label.startsWith('E10'));
    const first = polls.findIndex((label) => label.endsWith('CODE-2'));
    expect(polls.slice(first).filter((label) => !label.endsWith('CODE-2'))).toEqual([]);
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
