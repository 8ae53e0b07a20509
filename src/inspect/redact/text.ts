/** What stands where a secret was. */
export const REDACTED = '[redacted]';

/** `access_token=…`, `"clientSecret": "…"`, `password: …`. */
const assigned =
  /(["']?\b[\w.-]*(?:token|secret|passw(?:or)?d|api[_-]?key|assertion|saml\w*|cookie|authorization|software_?statement|signature|client_?id)[\w.-]*["']?\s*[=:]\s*)(?:(?:bearer|basic|digest)(?:\s+|%20|\+))?(?:\[redacted\]|"[^"]*"|'[^']*'|[^\s&;,"'<>)}\]]+)/gi;

const shapes: ReadonlyArray<readonly [shape: RegExp, instead: string]> = [
  // Markup of SAML, to its end, and its Base64.
  [/<\??(?:[\w-]+:)?(?:xml|saml|response|assertion)\b[^]*/gi, REDACTED],
  [/\b(?:PHNhbW|PD94bW|PFJlc3|PEFzc2)[\w+/=-]*/g, REDACTED],
  // Tokens: signed, encrypted, or JSON in Base64.
  [/\beyJ[\w+/=-]*(?:\.[\w+/=-]*){0,4}/g, REDACTED],
  [/\b(bearer|digest)(?:\s+|%20|\+)(?!\[redacted\]|tokens?\b)[^\s"',;&<>]+/gi, `$1 ${REDACTED}`],
  // A basic flow is no secret.
  [/\b(Basic)(?:\s+|%20|\+)(?=\S*(?:\d|=|[a-z][A-Z]))[^\s"',;&<>]+/g, `$1 ${REDACTED}`],
  [/-----BEGIN [^]*?(?:-----END [^-]*-----|$)/g, REDACTED],
  [assigned, `$1${REDACTED}`],
];

/** What nobody types or reads: 24 letters and digits in a row, or 32 with what Base64 has besides. */
const opaque = /[\da-z]{24,}|[\w+/=-]{32,}/gi;

const isOpaque = (run: string): boolean =>
  /\d/.test(run) &&
  /[a-z]/i.test(run) &&
  (/[\da-z]{20}/i.test(run) ||
    /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i.test(run) ||
    (/[a-z]/.test(run) && /[A-Z]/.test(run) && (run.match(/\d+/g) ?? []).length > 2));

const withoutOpaque = (text: string): string =>
  text.replace(opaque, (run) => (isOpaque(run) ? REDACTED : run));

/** An address without user, password, values of its query, and fragment. */
function address(url: string): string {
  const [, scheme = '', host = '', path = '', query = '', fragment = ''] =
    /^(\w+:\/\/)(?:[^/?#]*@)?([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/.exec(url) ?? [];
  const names = query.replace(/([^?&=]+)=[^&]*/g, (_all, name: string) => `${name}=${REDACTED}`);
  const parts = path.split('/').map(withoutOpaque).join('/');
  return `${scheme}${host}${parts}${names.replace(/=$/, '')}${fragment && `#${REDACTED}`}`;
}

/** A text without what has the shape of a secret. */
export function redactText(text: string): string {
  let left = text;
  for (const [shape, instead] of shapes) left = left.replace(shape, instead);
  return left
    .split(/(\bhttps?:\/\/[^\s"'<>]+)/i)
    .map((part, index) => (index % 2 ? address(part) : withoutOpaque(part)))
    .join('');
}
