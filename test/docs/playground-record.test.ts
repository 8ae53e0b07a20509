import { expect, it } from 'vitest';
import { entitlementView } from '../../src/index.js';
import { createInspection, recorderSink } from '../../src/inspect/index.js';
import { readRecord } from '../../docs/playground/src/record/read-record.js';
import { openStage, type Scenario, scenarioClock, scenarios } from '../../docs/scenarios/index.js';

/** A second at the speed of the playground, in the milliseconds of a frame. */
const FRAME = 1000 / 60;

/** A scenario from its start to its end, as the playground records it: the page runs the clock. */
async function recorded(scenario: Scenario) {
  let tick = (_elapsed: number) => {};
  const clock = scenarioClock({
    ticker(given) {
      tick = given;
      return () => {};
    },
  });
  const recorder = recorderSink({ limit: 3000, now: clock.now });
  const inspect = createInspection({ sinks: [recorder], now: clock.now });
  const stage = openStage(scenario, { clock: clock.onlooker, inspect, fetch: recorder.fetch });
  clock.run(60);
  let isOver = false;
  const over = () => (isOver = true);
  const told = scenario.tell(stage);
  told.then(over, over);
  try {
    for (let left = 4000; left > 0 && !isOver; left--) {
      tick(FRAME);
      await clock.pass(0);
    }
    expect(isOver, 'the story has an end').toBe(true);
    await told;
    return {
      text: JSON.stringify(recorder.record()),
      phase: entitlementView(stage.tv.getSnapshot()).phase,
      value: stage.tv.getSnapshot().value,
    };
  } finally {
    stage.close();
    clock.restore();
  }
}

it.each(scenarios.map((scenario) => [scenario.id, scenario] as const))(
  'lets %s be told while the page runs the clock, and shows its record as it went',
  async (_, scenario) => {
    const { text, phase, value } = await recorded(scenario);
    const { frames, rows, doubts } = readRecord(text);
    const last = frames.at(-1);
    expect(doubts).toBe('');
    expect(last?.television?.phase).toBe(phase);
    expect(last?.actors.find(({ id }) => id === 'television')?.value).toEqual(value);
    expect(last?.row).toBe(rows.length);
    expect(rows.map(({ id }) => id)).toEqual(rows.map((_row, index) => index + 1));
    expect(rows.filter(({ kind }) => kind === 'request').length).toBeGreaterThan(2);
    for (const { row } of frames) expect(row).toBeLessThanOrEqual(rows.length);
  },
);

it('says who sent what to whom, and what was taken', async () => {
  const scenario = scenarios.find(({ id }) => id === 'secondary-sign-in')!;
  const { rows, frames } = readRecord((await recorded(scenario)).text);
  const brief = rows.map(({ from, to, title, result }) => `${from} > ${to} ${title} ${result}`);
  for (const row of [
    /^app > television mvpd\.selected → .*authenticating/,
    /^television > authentication starts → .*creating/,
    /^app > phone code\.entered → .*validating/,
  ])
    expect(brief).toContainEqual(expect.stringMatching(row));
  const chosen = frames.find(({ television }) => television?.phase === 'choosing');
  expect(chosen?.actors.find(({ id }) => id === 'television')?.taken).toEqual([
    expect.stringMatching(/fetchingConfiguration\|xstate\.done\.actor\..*\|\d$/),
  ]);
});

it('refuses what is no record', () => {
  expect(() => readRecord('[]')).toThrow('record: must be an object');
  expect(() => readRecord('{')).toThrow('record: is not JSON');
});
