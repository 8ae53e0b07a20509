import { PassErrorBase } from './base.js';

/** The injected storage could not be read. Registering anew would sign the viewer out, so the call ends instead. */
export class StorageError extends PassErrorBase {
  override readonly name = 'StorageError';
}
