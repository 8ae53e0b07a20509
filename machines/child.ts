/** The snapshot of a child, if there is one: a live child has a method for it, a stored one the snapshot itself. */
export function childSnapshot(children: Readonly<Record<string, unknown>>, id: string): unknown {
  const child = children[id] as { getSnapshot?(): unknown; snapshot?: unknown } | undefined;
  return child?.getSnapshot?.() ?? child?.snapshot;
}
