/** The outermost state of a state value, live or stored. */
export const phaseOf = (value: unknown): string =>
  typeof value === 'string' ? value : (Object.keys(value as object)[0] ?? '');

/** Whether a state of this name is active, at any depth. */
export const isIn = (value: unknown, name: string): boolean =>
  value === name ||
  (typeof value === 'object' &&
    value !== null &&
    Object.entries(value).some(([state, inner]) => state === name || isIn(inner, name)));
