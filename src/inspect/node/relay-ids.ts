const IDS = new Set(['sessionId', 'rootId', 'parentId', 'sourceId']);

/** A message with ids that no other app has: those of `@statelyai/inspect` start from `x:0` in each. */
export function withIdsOf(app: string, message: object): object {
  const own = Object.entries(message as Record<string, unknown>).map(([name, value]) =>
    IDS.has(name) && typeof value === 'string' ? [name, `${app}/${value}`] : [name, value],
  );
  return Object.fromEntries(own) as object;
}
