import type { AnyActorLogic, AnyStateMachine } from 'xstate';
import type { FlowRecord } from './record.js';
import type { FlowStore } from './store.js';

/** A machine that a host runs, and what it shows of it. */
export interface HostedMachine {
  readonly machine: AnyStateMachine;
  /** A pure function of its snapshot, such as `authenticationView`. */
  readonly view: (snapshot: never) => unknown;
}

/** What `createHost` takes. */
export interface HostOptions {
  readonly store: FlowStore;
  readonly machines: Readonly<Record<string, HostedMachine>>;
  /**
   * The actors of one flow, such as `authenticationServices(client)` with a client for its device. They are
   * kept for the flows that were used last, and made again for others.
   */
  readonly services?: (flow: {
    readonly key: string;
    readonly machine: string;
  }) => Readonly<Record<string, AnyActorLogic>>;
  /** At `n`, what makes a record of version `n + 1` of one of version `n`; there are no gaps. */
  readonly migrations?: Readonly<Record<number, (record: FlowRecord) => FlowRecord>>;
  /** Milliseconds that a flow is kept after its end. Default: an hour. */
  readonly keepFinished?: number;
  /** Gets what goes wrong where nobody waits for an answer. Default: `console.error`. `key`: the flow's, or `*`. */
  readonly onError?: (error: unknown, key: string) => void;
}

/** How a flow stands. */
export interface FlowState {
  /** Counts the steps of the flow. */
  readonly seq: number;
  readonly view: unknown;
  /** Whether the flow has ended. */
  readonly isDone: boolean;
}

/** An entry of `list`. */
export interface ListedFlow {
  readonly key: string;
  readonly machine: string;
  readonly seq: number;
  readonly isDone: boolean;
}

/** Runs flows that outlive it. */
export interface Host {
  /** Begins a flow, or gives the one that there is. One that has ended makes place for a new `idempotencyKey`. */
  start(
    key: string,
    machine: string,
    input?: object,
    options?: { readonly idempotencyKey?: string },
  ): Promise<FlowState>;
  /** Sends an event; resolves when what it has led to is stored. The same `idempotencyKey` counts once. */
  send(
    key: string,
    event: { readonly type: string; readonly [field: string]: unknown },
    options?: { readonly idempotencyKey?: string; readonly ifSeq?: number },
  ): Promise<FlowState>;
  view(key: string): Promise<FlowState>;
  /** Gives the state now, if its `seq` is past `after`, and then each new one. Returns a function that ends it. */
  subscribe(
    key: string,
    listener: (state: FlowState) => void,
    options?: { readonly after?: number },
  ): () => void;
  /** Resolves with the first state that is as wanted; rejects after `timeout` milliseconds. */
  waitFor(
    key: string,
    isWanted: (state: FlowState) => boolean,
    options?: { readonly timeout?: number },
  ): Promise<FlowState>;
  list(): Promise<readonly ListedFlow[]>;
  remove(key: string): Promise<void>;
  /** Waits for the steps that are under way, and ends. Calls that are in flight go out again with the next host. */
  close(): Promise<void>;
}
