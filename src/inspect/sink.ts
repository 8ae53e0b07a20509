import type { Observation, SeenActor } from './observation.js';

/** What a sink can ask of the app that it shows. */
export interface InspectedApp {
  /** The actors that are alive, parents first, each with its last snapshot. */
  readonly actors: () => readonly SeenActor[];
  /**
   * Sends an event to an actor, as an inspector has asked. A sink calls this only where its user has
   * said so. Events of XState itself, and `*`, are sent to nobody.
   *
   * @returns Whether there was somebody to take it.
   */
  readonly send: (sessionId: string, event: { readonly type: string }) => boolean;
}

/** A place where flows are shown. */
export interface InspectionSink {
  /**
   * Called once, by `createInspection`.
   *
   * @returns What is called with every observation, in order. What it throws reaches nobody.
   */
  readonly open: (app: InspectedApp) => (observation: Observation) => void;
}
