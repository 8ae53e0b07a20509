import { isSecret } from './names.js';
import { REDACTED } from './redacted.js';

/**
 * A word, and what says that a value follows: `name=`, `"name": `, `\"name\": `. It takes each word whole,
 * whatever follows, so that a text is read once.
 */
const word = /([\w.-]+)(\\*["']?\s*[=:]\s*)?/g;

/** What a header says goes to the end of its line. */
const isHeader = (name: string, separator: string): boolean =>
  separator.indexOf(':') >= 0 && /authorization$|cookie$|^(?:ap|ad|x)-/i.test(name);

const lineEnd = /[\r\n]|\\[rn]/g;
const bare = /(?:(?:bearer|basic|digest)(?:\s+|%20|\+))?[^\s&;,"'<>)}\]]*/gi;

/** Where in a text a pattern ends that can be found from there on. */
function endOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  const found = pattern.exec(text);
  return found ? found.index + found[0].length : text.length;
}

/** Behind the same quote, with as many backslashes. */
function endOfQuoted(text: string, from: number, quote: string): number {
  let end = text.indexOf(quote, from + quote.length);
  while (end >= 0 && text[end - 1] === '\\') end = text.indexOf(quote, end + 1);
  return end < 0 ? text.length : end + quote.length;
}

/** Behind the bracket that closes the first one, quotes or not: rather too much than too little. */
function endOfNested(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const char = text[at]!;
    if ('[{'.indexOf(char) >= 0) depth += 1;
    if (']}'.indexOf(char) >= 0) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

function endOfValue(text: string, from: number, toLineEnd: boolean): number {
  const start = text.slice(from, from + REDACTED.length);
  const [quote] = /^\\*["']/.exec(start) ?? [];
  if (quote !== undefined) return endOfQuoted(text, from, quote);
  if (toLineEnd) {
    lineEnd.lastIndex = from;
    return lineEnd.exec(text)?.index ?? text.length;
  }
  if (start === REDACTED) return from + start.length;
  return /^[[{]/.test(start) ? endOfNested(text, from) : endOf(bare, text, from);
}

/** A text without the values of what has a secret name in it: `access_token=…`, `"clientSecret": "…"`. */
export function withoutAssigned(text: string): string {
  let left = '';
  let done = 0;
  word.lastIndex = 0;
  for (let found = word.exec(text); found; found = word.exec(text)) {
    const [all, name = '', separator] = found;
    if (separator === undefined || !isSecret(name)) continue;
    const from = found.index + all.length;
    const to = endOfValue(text, from, isHeader(name, separator));
    if (to > from) left += text.slice(done, from) + REDACTED;
    if (to > from) done = to;
    word.lastIndex = to;
  }
  return left + text.slice(done);
}
