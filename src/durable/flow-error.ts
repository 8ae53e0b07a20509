import { PassErrorBase } from '../errors/base.js';
import type { Remedy } from '../errors/remedy.js';

/**
 * A host can't do what it was asked for. `code` says why: `flow_unknown`, `flow_of_other_machine`,
 * `flow_changed` (the `seq` is another by now), `flow_broken` (a step came to no state that can be stored),
 * `unreadable_record`, `unreadable_item`, `event_refused`, `host_closed`, `host_replaced`, `wait_over`,
 * `store_in_use`, `store_unreadable`, `store_failed`, `store_closed`, `package_missing` or `key_unusable`. What is
 * stored is as it was.
 */
export class FlowError extends PassErrorBase {
  override readonly name = 'FlowError';
}

/** The error itself, to throw. */
export const flowError = (code: string, message: string, cause?: unknown): FlowError => {
  const remedy: Remedy = 'none';
  return new FlowError(message, { code, remedy }, cause === undefined ? undefined : { cause });
};
