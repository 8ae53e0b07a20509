import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket as WebSocketOfNode, WebSocketServer as ServerOfNode } from 'ws';

/** What of a WebSocket is used; the package's own types would need the package. */
export interface WebSocket {
  readonly bufferedAmount: number;
  send(data: string): void;
  close(code?: number, reason?: string): void;
  terminate(): void;
  on(event: 'error', listener: (error: Error) => void): unknown;
  once(event: 'close', listener: () => void): unknown;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(
    type: 'open' | 'message' | 'close' | 'error',
    listener: (event: object) => void,
  ): void;
}

export const WebSocket: new (url: string, protocols?: string[], options?: object) => WebSocket =
  WebSocketOfNode;

export interface WebSocketServer {
  readonly clients: ReadonlySet<WebSocket>;
  handleUpgrade(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    upgraded: (webSocket: WebSocket) => void,
  ): void;
}

export const WebSocketServer: new (options: {
  readonly noServer: boolean;
  /** Of one message, in bytes. */
  readonly maxPayload: number;
  /** How long one may take to close, in milliseconds. */
  readonly closeTimeout: number;
  readonly clientTracking?: boolean;
}) => WebSocketServer = ServerOfNode;
