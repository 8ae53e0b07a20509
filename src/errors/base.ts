import type { Remedy } from './remedy.js';

/** What every {@link PassError} tells; also what a machine keeps of one, as JSON. */
export interface PassErrorData {
  /** The class: `EnhancedError`, `NetworkError`, … */
  readonly name: string;
  /** Identifies the error: Adobe's code, or one of this library's. Never parse `message`. */
  readonly code: string;
  readonly message: string;
  /** What can be done about it. */
  readonly remedy: Remedy;
  /** Adobe's `action`, as it was sent. */
  readonly action?: string;
  /** The `status` field of Adobe's error body; it may differ from `httpStatus`. */
  readonly status?: number;
  readonly httpStatus?: number;
  /** Text from the MVPD or the programmer, which may be shown to the viewer. */
  readonly details?: string;
  /** A page of Adobe's about this error. */
  readonly helpUrl?: string;
  /** Names the incident in a support ticket. */
  readonly trace?: string;
  /** Which field is wrong, as `profiles.Cablevision.notAfter`. */
  readonly path?: string;
  /** Milliseconds to wait before the next request. */
  readonly retryAfter?: number;
  /** Whether a foreign answer looks like the login page of a network: have the viewer check their connection. */
  readonly captivePortal?: boolean;
  /** The response behind an `UnknownActionError`. */
  readonly response?: unknown;
}

/** The fields that a class fills in beside its own `name`. */
export type PassErrorFields = Omit<PassErrorData, 'name' | 'message'>;

/** What all errors of this library have in common. Not thrown itself. */
export abstract class PassErrorBase extends Error implements PassErrorData {
  abstract override readonly name: string;
  declare readonly code: string;
  declare readonly remedy: Remedy;
  declare readonly action?: string;
  declare readonly status?: number;
  declare readonly httpStatus?: number;
  declare readonly details?: string;
  declare readonly helpUrl?: string;
  declare readonly trace?: string;
  declare readonly path?: string;
  declare readonly retryAfter?: number;

  constructor(message: string, fields: PassErrorFields, options?: { cause?: unknown }) {
    super(message);
    // Engines before 2021 drop a cause that is given to Error.
    if (options) Object.defineProperty(this, 'cause', { value: options.cause });
    Object.assign(this, fields);
  }

  /** The error as plain data, without stack and cause. */
  toJSON(): PassErrorData {
    return { ...this, name: this.name, message: this.message };
  }
}
