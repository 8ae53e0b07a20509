import type { AnyStateMachine } from 'xstate';
import {
  type ChartState,
  type ChartTransition,
  readChart,
  statesOf,
} from '../../../chart/index.js';

/** What stands in the chart of a machine, by what its drawing calls it. */
export interface ChartContents {
  /** By their paths, outermost first. */
  readonly states: ReadonlyMap<string, ChartState>;
  readonly transitions: ReadonlyMap<
    string,
    { readonly state: ChartState; readonly transition: ChartTransition }
  >;
}

const known = new WeakMap<AnyStateMachine, ChartContents>();

export function contentsOf(machine: AnyStateMachine): ChartContents {
  const before = known.get(machine);
  if (before) return before;
  const all = statesOf(readChart(machine));
  const contents: ChartContents = {
    states: new Map(all.map((state) => [state.path, state])),
    transitions: new Map(
      all.flatMap((state) =>
        state.transitions.map((transition) => [transition.id, { state, transition }] as const),
      ),
    ),
  };
  known.set(machine, contents);
  return contents;
}

/** Whether somebody outside sends an event, and not the machine or one of its actors. */
export const isSent = (event: string): boolean => !/^$|^\*$|^(xstate|request)\./.test(event);
