import type { AnyStateMachine } from 'xstate';

/** Where the chart of an actor comes from. */
export interface ChartSource {
  /** The id of the machine. */
  readonly id: string;
  readonly machine: AnyStateMachine;
  /** It came from another app: nothing was computed before. */
  readonly isForeign: boolean;
}
