import { anAddress, withoutParameters, withoutQueries } from './address.js';
import { withoutAssigned } from './assigned.js';
import { withoutOpaque } from './opaque.js';
import { REDACTED } from './redacted.js';

// A server may have written what is read here: each pattern takes time in proportion to the text.

const tokens: readonly RegExp[] = [
  // Markup of SAML, to its end, and its Base64.
  /<\??(?:[\w-]+:)?(?:xml|saml|response|assertion)\b[^]*/gi,
  /(?:PHNhbW|PD94bW|PFJlc3|PEFzc2)[\w+/=-]*/g,
  // Tokens: signed, encrypted, or JSON in Base64.
  /eyJ[\w+/=-]*(?:\.[\w+/=-]*){0,4}/g,
  /-----BEGIN [^]*?(?:-----END [^-]*-----|$)/g,
];

const bearer = /\b(bearer|digest)(?:\s+|%20|\+)(?!\[redacted\]|tokens?\b)[^\s"',;&<>]+/gi;
const basic = /\b(basic)(?:\s+|%20|\+)([^\s"',;&<>]+)/gi;
const said = /\b(tokens?|secret|password|passphrase|passcode)(\s+(?:is\s+|was\s+)?)(\S{6,})/gi;

/** A basic flow is no secret, and neither is a token that expired. */
const isCoded = (text: string): boolean => /\d|=|[a-z][A-Z]/.test(text);

/** Base64 in lines, as one. */
const unfolded = (text: string): string =>
  text.replace(/([\w+/=-]{20})\r?\n[ \t]*(?=[\w+/=-])/g, (all, end: string) =>
    /\d/.test(end) && /[a-z]/.test(end) && /[A-Z]/.test(end) ? end : all,
  );

function withoutShapes(text: string): string {
  let left = text.indexOf('\n') < 0 ? text : unfolded(text);
  for (const token of tokens) left = left.replace(token, REDACTED);
  left = left
    .replace(bearer, `$1 ${REDACTED}`)
    .replace(basic, (all, scheme: string, word: string) =>
      isCoded(word) ? `${scheme} ${REDACTED}` : all,
    )
    .replace(said, (all, name: string, between: string, word: string) =>
      /\d/.test(word) ? name + between + REDACTED : all,
    );
  return withoutAssigned(left)
    .split(anAddress)
    .map((part, index) =>
      index % 2 ? withoutParameters(part) : withoutOpaque(withoutQueries(part)),
    )
    .join('');
}

const codes: Readonly<Record<string, string>> = { quot: '"', '#34': '"', '#39': "'", amp: '&' };

/** What is written in the codes of addresses, JSON or HTML. */
const decoded = (text: string): string =>
  text
    .replace(/(?:%[\da-f]{2})+/gi, (run) => {
      try {
        return decodeURIComponent(run);
      } catch {
        return run;
      }
    })
    .replace(/\\u([\da-f]{4})/gi, (_all, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replace(/&(quot|#34|#39|amp);/g, (_all, code: string) => codes[code]!);

/** How often something may be coded. */
const LAYERS = 3;

/** Most texts are a word, which none of all this is in. */
const isWord = (text: string): boolean =>
  text.length < 20 && !/[^\w.]|eyJ|PHNhbW|PD94bW|PFJlc3|PEFzc2/.test(text);

/** A text without what has the shape of a secret, and as it is where there is none. */
export function redactText(text: string): string {
  if (isWord(text)) return text;
  let shown = withoutShapes(text);
  let plain = shown;
  for (let layer = 0; layer < LAYERS; layer += 1) {
    const inner = /[%\\&]/.test(plain) ? decoded(plain) : plain;
    if (inner === plain) break;
    plain = withoutShapes(inner);
    if (plain !== inner) shown = plain;
  }
  return shown;
}
