import type { Json } from '../../../../src/inspect/index.js';
import { JsonView } from '../app/JsonView.js';
import { useSelected } from './selected.js';

/** What an actor holds, without its secrets. */
export function SnapshotPanel() {
  const actor = useSelected();
  const snapshot = actor?.snapshot?.();
  if (!actor || !snapshot) return <p className="empty">There is nothing to see yet.</p>;
  return <JsonView value={snapshot as unknown as Json} label={`Snapshot of ${actor.id}`} />;
}
