import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../src/index.js';
import { logIn, signInOf, since } from '../support/app.js';
import { startApp } from '../support/flows.js';
import { simulateTime, START, world } from '../support/world.js';

simulateTime();

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const YEAR = 365 * 24 * HOUR;

describe.each([
  ['two hours ahead', 2 * HOUR],
  ['three years ahead', 3 * YEAR],
  ['in 1970', 1000 - START],
])('a television whose clock is %s', (_, ahead) => {
  /** A television whose viewer has signed in, and whose clock can be set. */
  async function television() {
    let skew = ahead;
    const made = world({}, { storage: memoryStorage(), now: () => Date.now() + skew });
    const app = startApp(made.client);
    await made.pass(0);
    app.send({ type: 'authenticate', mvpd: 'Cablevision' });
    await made.pass(0);
    const shown = signInOf(app);
    await logIn(made, app);
    return { made, app, shown, setRight: () => (skew = 0) };
  }

  it('shows how long a code lives, and how far the clock is off', async () => {
    const { shown } = await television();
    expect(shown).toMatchObject({ phase: 'authenticate', expiresAt: START + 30 * MINUTE });
    const { remaining, clockOffset } = shown as { remaining: number; clockOffset: number };
    // The `Date` of an answer is as precise as a second.
    expect(Math.abs(remaining - 30 * MINUTE)).toBeLessThanOrEqual(1000);
    expect(Math.abs(clockOffset + ahead)).toBeLessThanOrEqual(1000);
  });

  it('signs in, plays, and stays signed in when the clock is set right', async () => {
    const { made, app, setRight } = await television();
    app.send({ type: 'play', resource: 'one' });
    await made.pass(0);
    expect(app.view()).toMatchObject({
      phase: 'authenticated',
      plays: [{ phase: 'permitted' }],
    });
    const from = made.seen().length;
    setRight();
    const phases = new Set<string>();
    app.subscribe(() => phases.add(app.view().phase));
    await made.pass(10 * MINUTE);
    app.send({ type: 'play', resource: 'two' });
    await made.pass(0);
    expect(app.view()).toMatchObject({
      phase: 'authenticated',
      confirmed: true,
      plays: [{ phase: 'permitted' }, { phase: 'permitted' }],
    });
    expect([...phases]).toEqual(['authenticated']);
    expect(since(made, from)).not.toContain('E4');
  });

  it('is still signed in at the next start, with the clock set right in between', async () => {
    const { made, app, setRight } = await television();
    app.stop();
    setRight();
    const from = made.seen().length;
    const next = startApp(made.clientWith());
    await made.pass(MINUTE);
    expect(next.view()).toMatchObject({ phase: 'authenticated', confirmed: true });
    expect(since(made, from)).not.toContain('E4');
  });
});
