import type { InspectedApp, SeenActor } from '../../../src/inspect/index.js';

/** An app that has these actors, takes no events, and asks no server. */
export const appWith = (...actors: readonly SeenActor[]): InspectedApp => ({
  name: () => undefined,
  actors: () => actors,
  send: () => false,
  onRequest: () => {},
});
