import { afterEach, describe, expect, it } from 'vitest';
import { type PacedClock, scenarioClock, START } from '../../../docs/scenarios/index.js';
import { settle } from '../../../src/conformance/clock/turn.js';

let clock: PacedClock | undefined;
let tick: ((elapsed: number) => void) | undefined;

/** A clock whose ticker is a test. */
function ticking(): PacedClock {
  clock = scenarioClock({
    ticker(given) {
      tick = given;
      return () => (tick = undefined);
    },
  });
  return clock;
}

afterEach(() => {
  clock?.restore();
});

/** Real milliseconds go by. */
async function elapse(milliseconds: number): Promise<void> {
  tick?.(milliseconds);
  await clock?.pass(0);
}

describe('the clock of the scenarios', () => {
  it('stands still until it is told otherwise, at a time that is always the same', async () => {
    const { now, speed } = ticking();
    await elapse(1000);
    expect([now(), Date.now(), speed()]).toEqual([START, START, 0]);
  });

  it('knows the time of the next timer, and steps to it', async () => {
    const { next, step, now } = ticking();
    const fired: string[] = [];
    setTimeout(() => fired.push('late'), 5000);
    setTimeout(() => fired.push('early'), 1500);
    expect(next()).toBe(START + 1500);
    await step();
    expect([fired, now()]).toEqual([['early'], START + 1500]);
    await step();
    expect([fired, now(), next()]).toEqual([['early', 'late'], START + 5000, Infinity]);
  });

  it('stays where it is where no timer waits', async () => {
    const { step, now } = ticking();
    await step();
    expect(now()).toBe(START);
  });

  it('runs at a speed, and stands still again', async () => {
    const { run, now, speed } = ticking();
    const seconds: number[] = [];
    setInterval(() => seconds.push((Date.now() - START) / 1000), 1000);
    run(10);
    await elapse(50);
    await elapse(250);
    expect([now() - START, seconds]).toEqual([3000, [1, 2, 3]]);
    run(60);
    await elapse(100);
    expect([now() - START, speed()]).toEqual([9000, 60]);
    run(0);
    await elapse(100);
    expect([now() - START, speed()]).toEqual([9000, 0]);
  });

  it('loses no part of a millisecond', async () => {
    const { run, now } = ticking();
    run(1);
    for (let left = 0; left < 10; left++) await elapse(0.5);
    expect(now() - START).toBe(5);
  });

  it('does not catch up with a page that was asleep', async () => {
    const { run, now } = ticking();
    run(1);
    await elapse(3_600_000);
    expect(now() - START).toBe(1000);
  });

  it('goes on in one order, however many let it', async () => {
    const { pass, step } = ticking();
    const fired: number[] = [];
    for (const at of [100, 200, 300]) setTimeout(() => fired.push(Date.now() - START), at);
    await Promise.all([step(), pass(100), step()]);
    expect(fired).toEqual([100, 200, 300]);
  });

  it('lets an onlooker wait until somebody else has let the time go by', async () => {
    const { onlooker, pass, now } = ticking();
    let waited: number | undefined;
    void onlooker.pass(2000).then(() => (waited = now()));
    await pass(1999);
    expect(waited).toBeUndefined();
    await pass(1);
    await pass(0);
    expect(waited).toBe(START + 2000);
  });

  it('stands still while an answer is on its way, until it is let go', async () => {
    const { holdWhile, pass, now } = ticking();
    let isBusy = true;
    const letGo = holdWhile(() => isBusy);
    const passed = pass(2000);
    await settle(100);
    expect(now()).toBe(START);
    isBusy = false;
    await passed;
    expect(now()).toBe(START + 2000);
    isBusy = true;
    letGo();
    await pass(1000);
    expect(now()).toBe(START + 3000);
  });

  it('goes on after a timer that broke', async () => {
    const { pass, now } = ticking();
    setTimeout(() => {
      throw new Error('of a timer');
    }, 10);
    await expect(pass(20)).rejects.toThrow('of a timer');
    await pass(20);
    expect(now()).toBeGreaterThanOrEqual(START + 20);
  });

  it('needs a ticker to run', () => {
    clock = scenarioClock();
    const { run } = clock;
    expect(() => run(1)).toThrow(RangeError);
    expect(() => run(0)).not.toThrow();
  });

  it('gives the timers back, and stands still then', () => {
    const { run, restore, speed } = ticking();
    const virtual = globalThis.setTimeout;
    run(1);
    restore();
    expect(globalThis.setTimeout).not.toBe(virtual);
    expect([tick, speed()]).toEqual([undefined, 0]);
  });
});
