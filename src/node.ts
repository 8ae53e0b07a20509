export {
  type InspectionServer,
  listenForInspectors,
} from './inspect/node/listen-for-inspectors.js';
export { type InspectionRelay, relayInspection } from './inspect/node/relay-inspection.js';
export type { InspectionServerOptions } from './inspect/node/options.js';
export { webSocketTransport } from './inspect/node/web-socket-transport.js';
export type {
  InspectionPeer,
  InspectionTransport,
  TransportListener,
} from './inspect/transport.js';
export type {
  InspectionSocket,
  WebSocketTransportOptions,
} from './inspect/web-socket-transport.js';
export { fileStorage } from './storage/file.js';
export type { PassStorage } from './storage/storage.js';
