import type { Json, SeenEvent, SeenSnapshot } from '../observation.js';

export const FLIGHT_RECORD = 'tve-auth-flow/flight-record';
export const FLIGHT_RECORD_VERSION = 1;

/** A machine that ran. */
export interface FlightActor {
  /** Unique in the record. */
  readonly sessionId: string;
  /** What its parent calls it. */
  readonly id: string;
  /** The `sessionId` of its parent; a root has none. */
  readonly parentId?: string;
  /** What its parent runs in it. */
  readonly src?: string;
  /** The id of its machine. */
  readonly machine: string;
  /** Where it starts in this record: new, restored, or as it was when its first steps were dropped. */
  readonly snapshot: SeenSnapshot;
}

/** What a machine did with one event. */
export interface FlightStep {
  /** Epoch milliseconds. */
  readonly at: number;
  /** The `sessionId` of the actor. */
  readonly actor: string;
  /** Its start is the event `xstate.init`, with its input. */
  readonly event: SeenEvent;
  /** Where the event tells of a child, what that had done: the index of its step. */
  readonly brought?: number;
  /** The state that it led to. */
  readonly value: Json;
  readonly status: SeenSnapshot['status'];
  readonly tags: readonly string[];
  /** What broke the machine. */
  readonly error?: Json;
}

/** What a server answered, or why it did not. */
export interface FlightResponse {
  /** When the request was sent, in epoch milliseconds. */
  readonly at: number;
  /** How many of the steps here were taken before the response was there. */
  readonly after: number;
  readonly method: string;
  /** Without the values of its query. */
  readonly url: string;
  /** Until the headers were there, or until it failed. */
  readonly milliseconds: number;
  /** Missing where there was no response. */
  readonly status?: number;
  /** Of the body, without parameters. */
  readonly type?: string;
  /** Of the body, in characters, as far as that is known. */
  readonly length?: number;
  /** A body that is JSON. */
  readonly body?: Json;
  /** Why there was no response: `AbortError` where the app gave it up. */
  readonly failure?: { readonly name: string; readonly message: string };
}

/** What flows did, as JSON without secrets. Steps and responses are in the order in which they came. */
export interface FlightRecord {
  readonly format: typeof FLIGHT_RECORD;
  readonly version: typeof FLIGHT_RECORD_VERSION;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** How many steps came before the first one here. */
  readonly dropped: number;
  readonly actors: readonly FlightActor[];
  readonly steps: readonly FlightStep[];
  readonly responses: readonly FlightResponse[];
}
