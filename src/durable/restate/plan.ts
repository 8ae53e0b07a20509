import type { FlowRecord } from '../record.js';
import type { Sealed } from './seal.js';
import { nameOf } from './steps.js';
import type { Reply } from './wire.js';

/** What is to be done for a flow once its step is stored. */
export interface Plan {
  readonly reply: Reply | Sealed;
  /** Absent where nothing is to be stored. */
  readonly record?: string;
  readonly seq: number;
  readonly isOver: boolean;
  readonly wanted: ReadonlyArray<{
    readonly name: string;
    readonly method: 'call' | 'settle';
    readonly delay: number;
  }>;
}

/** What a record waits for: calls at once, waits when they are over, delays as events. */
export const wantedBy = ({ calls, timers }: FlowRecord, now: number): Plan['wanted'] => [
  ...calls.map((call) => ({ name: nameOf(call), method: 'call' as const, delay: 0 })),
  ...timers.map((timer) => ({
    name: nameOf(timer),
    method: timer.event ? ('settle' as const) : ('call' as const),
    delay: Math.max(timer.at - now, 0),
  })),
];
