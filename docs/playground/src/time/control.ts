import { page } from '../session/state.js';
import { session } from '../session/session.js';
import { turn } from '../../../../src/conformance/clock/turn.js';

/** What the clock of a story is sped up by, when it lets a long time go by. */
let boost = 1;
/** While the story waits for the reader, its clock stands still. */
let isHeld = false;
let isStepped = false;

/** Lets the clock run as everything together says. */
export function applySpeed(): void {
  const { speed, past } = page.get();
  const wanted = past !== null || isHeld ? 0 : speed * boost;
  const clock = session()?.clock;
  if (clock && clock.speed() !== wanted) clock.run(wanted);
}

/** 0 lets the clock stand still. */
export function setSpeed(speed: number): void {
  page.set({ speed });
  applySpeed();
}

export function setBoost(factor: number): void {
  boost = factor;
  page.set({ skipping: factor > 3 });
  applySpeed();
}

export function hold(held: boolean): void {
  isHeld = held;
  isStepped = false;
  applySpeed();
}

/** Whether somebody has asked for the next step of a story that waits. */
export const wasStepped = (): boolean => isStepped;

/** Goes on to what comes next: the next act of a story, or the next timer. Then the clock stands still. */
export async function step(): Promise<void> {
  setSpeed(0);
  if (isHeld) isStepped = true;
  else await session()?.clock.step();
  await turn();
  refresh();
}

/** Shows what time it is. */
export function refresh(): void {
  const clock = session()?.clock;
  if (!clock) return;
  const now = clock.now();
  const next = clock.next();
  const shown = page.get();
  if (shown.now !== now || shown.next !== next) page.set({ now, next });
}

/** Shows a moment of the past, and lets the clock stand still; `null` goes back to the present. */
export function lookAt(past: number | null): void {
  const last = page.get().frames.length - 1;
  page.set({ past: past === null || past >= last ? null : Math.max(past, 0) });
  applySpeed();
}

/** Shows what everything looked like once a row of the sequence had been written. */
export function lookAtRow(row: number): void {
  const moment = page.get().frames.findIndex((frame) => frame.row >= row);
  if (moment >= 0) lookAt(moment);
}
