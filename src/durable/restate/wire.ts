import { isPassError } from '../../errors/index.js';
import type { FlowState } from '../types.js';

/** The names under which questions and answers are sealed. */
export const ASKED = 'asked';
export const REPLY = 'reply';

/** What `create` of a flow takes. */
export interface Create {
  readonly machine: string;
  readonly input?: object;
  readonly idempotencyKey?: string;
}

/** What `deliver` of a flow takes. */
export interface Deliver {
  readonly event: { readonly type: string };
  readonly idempotencyKey?: string;
  readonly ifSeq?: number;
}

/** What a flow answers: its state, that something is done, or why not. */
export type Reply =
  | { readonly state: FlowState }
  | { readonly done: true }
  | { readonly refused: { readonly code: string; readonly message: string } };

/** Text as it is: as JSON, a record would be a third longer. */
export const textSerde = {
  contentType: 'text/plain',
  serialize: (text: string): Uint8Array => new TextEncoder().encode(text),
  deserialize: (bytes: Uint8Array): string => new TextDecoder().decode(bytes),
};

/** What a service has thrown, as JSON: with name, code and remedy, where it has them. */
export function errorData(error: unknown): object {
  if (isPassError(error)) return error.toJSON();
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message } = error;
  const { code } = error as { code?: unknown };
  return { name, message, ...(typeof code === 'string' && { code }) };
}

/** JSON, of what is sent from one handler to another. */
export const jsonSerde = {
  contentType: 'application/json',
  serialize: (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value)),
  deserialize: (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes)),
};
