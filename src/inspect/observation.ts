import type { AnyStateMachine } from 'xstate';

/** Plain data, as JSON has it. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** An event without what it should not say. */
export interface SeenEvent {
  readonly type: string;
  readonly [key: string]: Json;
}

/** A snapshot without what it should not say: of a machine, of a promise, or of whatever else an actor runs. */
export interface SeenSnapshot {
  readonly status: 'active' | 'done' | 'error' | 'stopped';
  /** Where a machine stands. */
  readonly value?: Json;
  readonly context?: Json;
  readonly tags?: readonly string[];
  readonly output?: Json;
  readonly error?: Json;
  /** What a promise was called with. */
  readonly input?: Json;
  /** The actors that this one has, by their ids. */
  readonly children?: Readonly<
    Record<string, { readonly sessionId: string; readonly src?: string }>
  >;
  /** Where the history states of a machine lead, as paths. */
  readonly historyValue?: Json;
}

/** An actor as sinks know it. */
export interface SeenActor {
  /** Unique among the actors of an inspection, of several systems too. */
  readonly sessionId: string;
  /** What its parent calls it. */
  readonly id: string;
  /** The `sessionId` of its parent; the root has none. */
  readonly parentId?: string;
  /** The `sessionId` of the root of its system. */
  readonly rootId: string;
  /** The name of its logic, where it has one: `checkProfile`. */
  readonly src?: string;
  /** Where it runs a machine; for what is drawn of it. Its config may hold more than may be shown. */
  readonly machine?: AnyStateMachine;
  /** The last one; nothing before the first. */
  readonly snapshot: SeenSnapshot | undefined;
}

interface Common {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly actor: SeenActor;
}

/**
 * What a sink is told. Events and snapshots are plain data without secrets, made when they are first
 * looked at: a sink to which nobody listens costs next to nothing.
 *
 * For each actor: `actor`, then an `event` and a `snapshot` for each transition, and `stop` at the end.
 */
export type Observation =
  | (Common & {
      readonly type: 'actor';
      /** Where it stood when it was first seen; nothing where it has only just been made. */
      readonly snapshot: SeenSnapshot | undefined;
    })
  | (Common & {
      readonly type: 'event';
      readonly event: SeenEvent;
      /** The `sessionId` of who sent it; absent from outside. */
      readonly source?: string;
    })
  | (Common & {
      readonly type: 'snapshot';
      readonly event: SeenEvent;
      readonly snapshot: SeenSnapshot;
      /** The transitions that led here, as `transitionId` names them; of a machine only. */
      readonly taken: readonly string[];
    })
  | (Common & { readonly type: 'stop' });
