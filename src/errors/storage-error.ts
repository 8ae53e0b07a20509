import { PassErrorBase } from './base.js';

/** The injected storage failed; `path` names its function. The client goes on in memory for this run. */
export class StorageError extends PassErrorBase {
  override readonly name = 'StorageError';
}

/** The error of a function of the app's storage that has failed. */
export const storageFailure = (path: string, cause: unknown): StorageError =>
  new StorageError(`${path} failed`, { code: 'storage_failure', remedy: 'retry', path }, { cause });
