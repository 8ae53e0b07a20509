import { afterEach, describe, expect, it } from 'vitest';
import { virtualClock } from '../../src/conformance/index.js';

const real = { ...globalThis, Date, setTimeout, setInterval, clearTimeout, clearInterval };
const START = Date.UTC(2026, 0, 5, 20, 15);
let clock: ReturnType<typeof virtualClock> | undefined;

const started = () => (clock = virtualClock(START));

afterEach(() => {
  clock?.restore();
  clock = undefined;
});

describe('the virtual clock', () => {
  it('goes by as far as it is told', async () => {
    const { pass, now } = started();
    expect([now(), Date.now(), new Date().getTime(), +new Date(5)]).toEqual([
      START,
      START,
      START,
      5,
    ]);
    await pass(1500);
    expect([now(), Date.now(), new Date().getTime()]).toEqual([
      START + 1500,
      START + 1500,
      START + 1500,
    ]);
  });

  it('keeps what a date is', () => {
    started();
    const date = new Date();
    expect(date instanceof Date).toBe(true);
    expect(Date.UTC(2026, 0)).toBe(real.Date.UTC(2026, 0));
    expect(Date()).toBe(new real.Date(START).toString());
    class Later extends Date {}
    expect(new Later() instanceof Later && new Later().getTime()).toBe(START);
  });

  it('fires timers in the order of their times, each at its own', async () => {
    const { pass } = started();
    const fired: string[] = [];
    const note = (name: string) => fired.push(`${name} ${Date.now() - START}`);
    setTimeout(note, 300, 'late');
    setTimeout(note, 100, 'early');
    setTimeout(() => setTimeout(note, 50, 'nested'), 100);
    const interval = setInterval(note, 120, 'every');
    setTimeout(() => clearInterval(interval), 250);
    clearTimeout(setTimeout(note, 10, 'never'));
    await pass(99);
    expect(fired).toEqual([]);
    await pass(1000);
    expect(fired).toEqual(['early 100', 'every 120', 'nested 150', 'every 240', 'late 300']);
  });

  it('knows when the next timer is due', async () => {
    const { next, pass } = started();
    expect(next()).toBe(Infinity);
    setTimeout(() => {}, 300);
    const early = setTimeout(() => {}, 100);
    expect(next()).toBe(START + 100);
    clearTimeout(early);
    expect(next()).toBe(START + 300);
    await pass(300);
    expect(next()).toBe(Infinity);
  });

  it('lets promises go on between timers', async () => {
    const { pass } = started();
    const seen: number[] = [];
    const work = async () => {
      for (let round = 0; round < 5; round++) {
        await new Promise((resolve) => void setTimeout(resolve, 1000));
        await new Response('text').text();
        seen.push(Date.now() - START);
      }
    };
    void work();
    await pass(5000);
    expect(seen).toEqual([1000, 2000, 3000, 4000, 5000]);
  });

  it('never goes backwards, with two who let time pass', async () => {
    const { pass, now } = started();
    const times: number[] = [];
    const pacing = async (step: number) => {
      for (let round = 0; round < 20; round++) {
        await pass(step);
        times.push(now());
      }
    };
    await Promise.all([pacing(7), pacing(100)]);
    expect([...times].sort((a, b) => a - b)).toEqual(times);
  });

  it('has timers like those of Node', async () => {
    const { pass } = started();
    let fired = 0;
    const timer = setTimeout(() => (fired += 1), 100);
    expect(timer.unref().ref().hasRef()).toBe(true);
    await pass(60);
    timer.refresh();
    await pass(60);
    expect(fired).toBe(0);
    await pass(40);
    expect(fired).toBe(1);
    clearTimeout(+setTimeout(() => (fired += 1), 5));
    await pass(10);
    expect(fired).toBe(1);
  });

  it('puts everything back', () => {
    started().restore();
    const {
      setTimeout: later,
      setInterval: every,
      clearTimeout: no,
      clearInterval: stop,
    } = globalThis;
    expect([later, every, no, stop, Date]).toEqual([
      real.setTimeout,
      real.setInterval,
      real.clearTimeout,
      real.clearInterval,
      real.Date,
    ]);
  });
});
