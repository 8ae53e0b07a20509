/** The outermost state of a state value, live or stored: what the phases of the views are made from. */
export const phaseOf = (value: unknown): string =>
  typeof value === 'string' ? value : (Object.keys(value as object)[0] ?? '');
