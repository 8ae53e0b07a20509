import type { Endpoint } from '../../client/index.js';
import type { Json } from '../observation.js';

/** A request and what came of it, without secrets: never a header, nor what was sent. */
export interface SeenRequest {
  /** Unique in the inspection: the same request is told again when there is more to know. */
  readonly id: number;
  /** `over` once its body was read, or given up, or there was no response. */
  readonly stage: 'sent' | 'answered' | 'over';
  /** When it was sent, in epoch milliseconds. */
  readonly at: number;
  /** Its number in the guide of the client; missing where it goes to somebody else. */
  readonly endpoint?: Endpoint;
  readonly method: string;
  /** Without the values of its query. */
  readonly url: string;
  /** Until the headers were there, or until it failed; missing before that. */
  readonly milliseconds?: number;
  /** Missing where there was no response. */
  readonly status?: number;
  /** The `code` of an error of Adobe's. */
  readonly code?: string;
  /** Of the body, without parameters. */
  readonly type?: string;
  /** Of the body, in characters, as far as that is known. */
  readonly length?: number;
  /** A body that is JSON, with those texts whose names are known to be harmless. */
  readonly body?: Json;
  /** Why there was no response: `AbortError` where the app gave it up. */
  readonly failure?: { readonly name: string; readonly message: string };
}
