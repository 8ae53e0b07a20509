import type { Step } from './step.js';

/** A step that may still learn something. */
export interface Cell {
  step: Step;
}

type WithoutTime<T> = T extends Step ? Omit<T, 'at'> : never;

/** Writes a step down. */
export type Note = (step: WithoutTime<Step>) => Cell;
