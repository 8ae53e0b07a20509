import { createStore } from '../store/store.js';

/** How the panels share the window, in percent; and the one that has all of it. */
export interface Panels {
  /** Of the height, that of the upper row. */
  readonly upper: number;
  /** Of the width of the first two, that of the first. */
  readonly first: number;
  readonly full?: string | undefined;
}

const KEY = 'tve-auth-flow.panels';
const usual: Panels = { upper: 57, first: 48 };

export const LEAST = 20;
export const MOST = 80;

const within = (given: unknown, otherwise: number) =>
  typeof given === 'number' && given >= LEAST && given <= MOST ? given : otherwise;

function kept(): Panels {
  try {
    const { upper, first } = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Panels>;
    return { upper: within(upper, usual.upper), first: within(first, usual.first) };
  } catch {
    return usual;
  }
}

export const panels = createStore<Panels>(kept());

/** Gives a panel another share, also after a reload. */
export function share(which: 'upper' | 'first', percent: number): void {
  panels.set({ [which]: Math.min(Math.max(percent, LEAST), MOST) });
  const { upper, first } = panels.get();
  try {
    localStorage.setItem(KEY, JSON.stringify({ upper, first }));
  } catch {
    // It holds until the page is left.
  }
}

/** Gives a panel the whole window, or takes it back. */
export const toggleFull = (name: string): void =>
  panels.set({ full: panels.get().full === name ? undefined : name });
