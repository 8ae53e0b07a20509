import type { Observation, SeenActor } from './observation.js';
import type { SeenRequest } from './requests/seen-request.js';

/** What a sink can ask of the app that it shows. */
export interface InspectedApp {
  /** What the app calls the device: the `name` of the inspection, or the `id` of the first actor that has one. */
  readonly name: () => string | undefined;
  /** The actors that are alive, parents first, each with its last snapshot. */
  readonly actors: () => readonly SeenActor[];
  /**
   * Sends an event to an actor, as an inspector has asked. A sink calls this only where its user has
   * said so. Events of XState itself, and `*`, are sent to nobody.
   *
   * @returns Whether there was somebody to take it.
   */
  readonly send: (sessionId: string, event: { readonly type: string }) => boolean;
  /**
   * Tells of what goes over the `fetch` of the inspection: when a request is sent, when it is answered or
   * has failed, and when its body was read. Called by a sink while it is opened.
   */
  readonly onRequest: (listener: (request: SeenRequest) => void) => void;
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
