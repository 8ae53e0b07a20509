import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';

/** Where inspectors are served. */
export interface InspectionServerOptions {
  /** 0 for any free one. @default 0 */
  readonly port?: number;
  /** `'0.0.0.0'` lets in whoever is on the network. @default '127.0.0.1' */
  readonly host?: string;
  /**
   * Of the pages that may connect, beside those of this server: `https://inspector.example`. A packaged
   * app may be `file://` or `null`; the latter is also any page in a sandboxed frame.
   */
  readonly origins?: readonly string[];
  /** One that listens already; `port` and `host` are then its own, and it is not closed. */
  readonly server?: HttpServer | HttpsServer;
  /** @default '/' */
  readonly path?: string;
  /** Whether the server alone keeps the process alive. */
  readonly keepAlive?: boolean;
}
