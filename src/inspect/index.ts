export { createInspection, type Inspect, type InspectionOptions } from './create-inspection.js';
export { definitionOf, type StateNames, type TransitionNames } from './definition.js';
export type { Json, Observation, SeenActor, SeenEvent, SeenSnapshot } from './observation.js';
export { createRedactor, type RedactOptions, type Redactor } from './redact/redactor.js';
export type { InspectedApp, InspectionSink } from './sink.js';
export { transitionId } from './transition-id.js';
export type { InspectionPeer, InspectionTransport, TransportListener } from './transport.js';
export {
  type InspectionSocket,
  webSocketTransport,
  type WebSocketTransportOptions,
} from './web-socket-transport.js';
export { windowTransport, type WindowTransportOptions } from './window-transport.js';
export {
  xstateInspectSink,
  type XStateInspectSinkOptions,
} from './xstate-inspect/xstate-inspect-sink.js';
export type { StatelyMessage } from './stately/messages.js';
export { statelySink, type StatelySinkOptions } from './stately/stately-sink.js';
