/** Why what was typed can't be a code. */
export type CodeProblem =
  | 'empty'
  | 'too_short'
  | 'too_long'
  | 'wrong_characters'
  /** An address without a code in it. */
  | 'no_code_in_address';

/** What {@link normaliseCode} gives. */
export type NormalisedCode =
  | { readonly code: string; readonly problem?: never }
  | {
      readonly code?: never;
      readonly problem: CodeProblem;
      /** With `wrong_characters`: each of them, once. */
      readonly characters?: string;
    };

/** The options of {@link normaliseCode}. */
export interface NormaliseCodeOptions {
  /**
   * The characters that the server makes codes of. One that is not among them is taken for one that looks
   * alike and is: O and 0; I, 1 and L; B and 8; S and 5; Z and 2. Default: all letters and digits, so that
   * nothing is replaced.
   */
  readonly alphabet?: string;
}

// Adobe's samples have 6 or 7 characters, and no page gives a length.
const SHORTEST = 4;
const LONGEST = 12;

// Longer than any address that a person pastes; each pattern here takes time in proportion to the text.
const MOST = 4096;

/** What keyboards, chats and web pages put around and between the letters of a code. */
const invisible =
  /[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]|\uFE0E|\uFE0F/g;
const separators =
  /[\s_\-\u00AF\u2010-\u2015\u2043\u2212\uFE58\uFE63\u00B7\u2022\u2027\u2219\u22C5\u30FB\uFF65]/g;
const quotes =
  /["'`<>()[\]\u00B4\u00AB\u00BB\u2018-\u201F\u2032-\u2037\u2039\u203A\u300C-\u300F\u301D-\u301F]/g;
const ends = /[.,;:!?\u2026\u3002]+$/;

const withScheme = /[a-z][\w+.-]{0,20}:\/\/\S*/i;
const withoutScheme = /^(?:[\w-]+\.)+[a-z]{2,}(?:[/?#:]\S*)?$/i;
const parameters = [/[?&#;]code=([^&#;]+)/i, /[?&#;]\w*code=([^&#;]+)/i];

/** Letters that look alike on a television. */
const alike = ['O0', '1IL', 'B8', 'S5', 'Z2'];

const halfWidth = (text: string): string =>
  text.replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The last part of a path, where it is no word: `8ER640M`, not `activate`. */
function lastPart(path: string): string | undefined {
  const part = decoded(/([^/]*)\/*$/.exec(path)?.[1] ?? '').replace(separators, '');
  return /^[a-z\d]{4,12}$/i.test(part) && (/\d/.test(part) || part === part.toUpperCase())
    ? part
    : undefined;
}

/** The address that a text has in it, or is. */
const addressIn = (text: string): string | undefined =>
  withScheme.exec(text)?.[0] ??
  (withoutScheme.test(text) || parameters[1]!.test(text) ? text : undefined);

/** The code in an address: in a parameter, also of an address within, the path, or the fragment. */
function codeIn(address: string): string | undefined {
  for (const parameter of parameters) {
    const [, named] = parameter.exec(address) ?? parameter.exec(decoded(address)) ?? [];
    if (named !== undefined) return decoded(named).replace(/\+/g, '');
  }
  const [beforeFragment = '', fragment = ''] = address.replace(/^\w+:\/\//, '').split('#');
  const [path = ''] = beforeFragment.split('?');
  return lastPart(path.replace(/^[^/]*/, '')) ?? lastPart(fragment);
}

/**
 * A code as the server writes it, from what a person has typed or pasted: with spaces, dashes, quotes or
 * marks that nobody sees, in small or in full-width letters, or as the address in which it came.
 *
 * Nothing is requested. `problem` says what is wrong with what can't be a code: fewer than 4 or more than
 * 12 characters, others than letters and digits, an address without a code.
 *
 * @example
 * ```ts
 * import { normaliseCode } from 'tve-auth-flow';
 *
 * console.log(normaliseCode(' 8er-640m ')); // → { code: '8ER640M' }
 * console.log(normaliseCode('https://example.com/activate?code=8ER640M')); // → { code: '8ER640M' }
 * console.log(normaliseCode('example.com/activate')); // → { problem: 'no_code_in_address' }
 * console.log(normaliseCode('8ER64€M')); // → { problem: 'wrong_characters', characters: '€' }
 * console.log(normaliseCode('8OLO11', { alphabet: '0123456789' })); // → { code: '801011' }
 * ```
 */
export function normaliseCode(
  typed: unknown,
  { alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789' }: NormaliseCodeOptions = {},
): NormalisedCode {
  const text = halfWidth(typeof typed === 'string' ? typed.slice(0, MOST) : '');
  const plain = text.replace(invisible, '').replace(quotes, '').trim();
  const address = addressIn(plain);
  const given = address === undefined ? plain : codeIn(address);
  if (given === undefined) return { problem: 'no_code_in_address' };

  const allowed = alphabet.toUpperCase();
  const code = given
    .replace(separators, '')
    .replace(ends, '')
    .replace(/\u0130/g, 'I')
    // Of these letters alone: others may become two, or another one.
    .replace(/[a-z\u0131]/g, (letter) => letter.toUpperCase())
    .replace(/[A-Z\d]/g, (letter) => {
      if (allowed.indexOf(letter) >= 0) return letter;
      const group = alike.find((letters) => letters.indexOf(letter) >= 0) ?? '';
      return group.split('').find((other) => allowed.indexOf(other) >= 0) ?? letter;
    });

  const wrong = Array.from(new Set(code)).filter((letter) => allowed.indexOf(letter) < 0);
  if (code === '') return { problem: 'empty' };
  if (wrong.length > 0) return { problem: 'wrong_characters', characters: wrong.join('') };
  if (code.length < SHORTEST) return { problem: 'too_short' };
  return code.length > LONGEST ? { problem: 'too_long' } : { code };
}
