/** Deeper than anything that is no circle. */
const DEEPEST = 64;

/** Whether a value is for certain what JSON gives back as it was: most are, and this is quick to say. */
function isJson(value: unknown, depth = 0): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value !== 'object' || depth > DEEPEST) return false;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1)
      if (!isJson(value[index], depth + 1)) return false;
    return true;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  for (const name of Object.keys(value))
    if (!isJson((value as Record<string, unknown>)[name], depth + 1)) return false;
  return true;
}

/** Where a value is not what JSON gives back as it was. */
export const notJson = (value: unknown, path = ''): readonly string[] =>
  isJson(value) ? [] : placesIn(value, path, []);

function placesIn(value: unknown, path: string, above: readonly unknown[]): readonly string[] {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return [];
  if (typeof value === 'number') {
    return Number.isFinite(value) && !Object.is(value, -0) ? [] : [`${path}: ${value}`];
  }
  if (typeof value !== 'object') return [`${path}: ${typeof value}`];
  if (above.includes(value)) return [`${path}: a circle`];
  const within = [...above, value];
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => placesIn(item, `${path}[${index}]`, within));
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    return [`${path}: ${value.constructor.name}`];
  }
  const join = (name: string): string => (path ? `${path}.${name}` : name);
  return Object.entries(value).flatMap(([name, item]) => placesIn(item, join(name), within));
}
