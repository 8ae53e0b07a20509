/** Where a value is not what JSON gives back as it was. */
export function notJson(
  value: unknown,
  path = '',
  above: readonly unknown[] = [],
): readonly string[] {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return [];
  if (typeof value === 'number') {
    return Number.isFinite(value) && !Object.is(value, -0) ? [] : [`${path}: ${value}`];
  }
  if (typeof value !== 'object') return [`${path}: ${typeof value}`];
  if (above.includes(value)) return [`${path}: a circle`];
  const within = [...above, value];
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => notJson(item, `${path}[${index}]`, within));
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    return [`${path}: ${value.constructor.name}`];
  }
  const join = (name: string): string => (path ? `${path}.${name}` : name);
  return Object.entries(value).flatMap(([name, item]) => notJson(item, join(name), within));
}
