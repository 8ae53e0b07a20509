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
]);

/**
 * The shape of a JSON value: names and kinds. A string of digits is another kind than a word, since
 * times may be either strings or numbers; `null` may stand for anything.
 */
export function shapeOf(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return exact.has(name) ? value : 'array';
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, member]) => [key, shapeOf(member, key)]);
    return Object.fromEntries(entries) as unknown;
  }
  if (exact.has(name) && value !== null) return value;
  if (typeof value === 'string' && /^\d{10,}$/.test(value)) return 'digits';
  return typeof value;
}
