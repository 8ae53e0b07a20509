export { createInspection, type Inspect, type InspectionOptions } from './create-inspection.js';
export { definitionOf, type StateNames, type TransitionNames } from './definition.js';
export type { Json, Observation, SeenActor, SeenEvent, SeenSnapshot } from './observation.js';
export type { SeenRequest } from './requests/seen-request.js';
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
export type { DeviceMessage, RequestMessage, StatelyMessage } from './stately/messages.js';
export { statelySink, type StatelySinkOptions } from './stately/stately-sink.js';
export { consoleSink, type ConsoleSinkOptions } from './console/console-sink.js';
export type {
  FailedDuring,
  JourneyEvent,
  JourneyEventName,
  JourneyProperties,
  SignedInHow,
  SignedOutHow,
} from './journey/journey-event.js';
export { journeyOf } from './journey/journey-of.js';
export { journeySink, type JourneySinkOptions } from './journey/journey-sink.js';
export type {
  FlightActor,
  FlightRecord,
  FlightResponse,
  FlightStep,
} from './recorder/flight-record.js';
export { readFlightRecord } from './recorder/read-flight-record.js';
export {
  recorderSink,
  type RecorderSink,
  type RecorderSinkOptions,
} from './recorder/recorder-sink.js';
export type { Divergence, Stand } from './replay/course.js';
export { replay, type Replay, type ReplayOptions } from './replay/replay.js';
export { testOf } from './replay/test-of.js';
