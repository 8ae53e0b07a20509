import { PassErrorBase } from './base.js';

/** A stored flow can't be restored: not a snapshot, or one of another machine or version. */
export class SnapshotError extends PassErrorBase {
  override readonly name = 'SnapshotError';
}
