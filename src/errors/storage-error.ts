import { PassErrorBase } from './base.js';

/** The injected storage failed; `path` names its function. The client goes on in memory for this run. */
export class StorageError extends PassErrorBase {
  override readonly name = 'StorageError';
}
