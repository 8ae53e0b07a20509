/** Fields whose values are a choice of the protocol, and have to be equal to the sample's. */
const exact = new Set([
  'action',
  'actionName',
  'actionType',
  'reasonType',
  'missingParameters',
  'grant_types',
  'scopes',
  'token_type',
  'expires_in',
  'error',
  'code:error',
  'status',
  'type',
  'issuer',
  'state',
  'mvpd',
  'serviceProvider',
  'attributesNames',
  'authorized',
  'source',
]);

/**
 * The shape of a JSON value: names and kinds. A string of digits is another kind than a word, since
 * times may be either strings or numbers; `null` may stand for anything.
 */
export function shapeOf(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) {
    if (exact.has(name)) return value;
    return value.length > 0 && value.every(isObject)
      ? value.map((member) => shapeOf(member))
      : 'array';
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, member]: [string, unknown]) => [
      key,
      // The code of an error is a choice of the protocol, that of a session is not.
      key === 'code' && 'helpUrl' in value ? member : shapeOf(member, key),
    ]);
    return Object.fromEntries(entries) as unknown;
  }
  if (name === 'resource' && typeof value === 'string') return value.trim();
  if (exact.has(name) && value !== null) return value;
  if (typeof value === 'string' && /^\d{10,}$/.test(value)) return 'digits';
  return typeof value;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
