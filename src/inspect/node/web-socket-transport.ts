import { WebSocket } from '../../vendor/ws.js';
import type { InspectionTransport } from '../transport.js';
import {
  webSocketTransport as connect,
  type WebSocketTransportOptions,
} from '../web-socket-transport.js';

/**
 * That of `tve-auth-flow/inspect`, with the `WebSocket` of the package `ws`: a connection does not keep
 * the process alive.
 *
 * @throws InvalidInputError where `url` can't be used
 *
 * @example
 * ```ts
 * import { webSocketTransport } from 'tve-auth-flow/node';
 *
 * const transport = webSocketTransport({ url: 'ws://127.0.0.1:4000/app' });
 * transport.close();
 * ```
 */
export const webSocketTransport = (options: WebSocketTransportOptions): InspectionTransport =>
  connect({ WebSocket, ...options });
