import type { ErrorCode } from '../../protocol/error-catalogue.js';
import type { ClientRecord, Identity } from '../state/records.js';
import type { State } from '../state/state.js';
import type { Answer } from './answer.js';
import type { EndpointId } from './endpoint-id.js';

/** A request on its way through the simulator. */
export interface Call {
  readonly state: State;
  readonly method: string;
  readonly url: URL;
  /** Path parameters, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly headers: Headers;
  readonly rawBody: string;
  /** The fields of a form body, or of an empty one. */
  readonly form: URLSearchParams;
  /** Where the request came from: an IP address, or a name for what has none. */
  readonly address: string;
}

/** A call that has passed the checks of its endpoint. */
export interface CheckedCall extends Call {
  /** Only where the endpoint wants an Authorization. */
  readonly client: ClientRecord | undefined;
  /** The plain device id, or the empty string where the header was left out. */
  readonly deviceId: string;
  readonly identity: Identity | undefined;
}

/** One row of the endpoint table. */
export interface Endpoint {
  readonly id: EndpointId;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With `:name` for what varies. */
  readonly path: string;
  /**
   * How a refusal is rendered: enhanced JSON, the same wrapped as the SSO service does it, OAuth-style
   * JSON, an HTML page, or a bare status.
   */
  readonly errors: 'enhanced' | 'wrapped' | 'registration' | 'page' | 'bare';
  /** The query parameters that the table lists. */
  readonly query: readonly string[];
  /** The form fields that the table lists. */
  readonly fields: readonly string[];
  /** What an undocumented parameter is answered with. */
  readonly undocumented: ErrorCode;
  /** What is wrong with a path that the tables do not have, and that is served all the same. */
  readonly contradiction?: string;
  readonly handle: (call: CheckedCall) => Answer | Promise<Answer>;
}
