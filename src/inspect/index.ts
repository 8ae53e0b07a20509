export { createInspection, type Inspect, type InspectionOptions } from './create-inspection.js';
export { definitionOf, type StateNames, type TransitionNames } from './definition.js';
export type { Json, Observation, SeenActor, SeenEvent, SeenSnapshot } from './observation.js';
export { createRedactor, type RedactOptions, type Redactor } from './redact/redactor.js';
export type { InspectedApp, InspectionSink } from './sink.js';
export { transitionId } from './transition-id.js';
export type { InspectionPeer, InspectionTransport, TransportListener } from './transport.js';
