import { compact } from '../protocol/compact.js';
import { isHttpUrl } from '../protocol/url.js';

/** A TV provider that a picker can show: one of `view.mvpds`, or of a `Configuration`. */
export interface PickableMvpd {
  readonly id: string;
  readonly displayName?: string | undefined;
  readonly logoUrl?: string | undefined;
  readonly isTempPass?: boolean | undefined;
}

/** The options of {@link pickerOf}. */
export interface PickerOptions {
  /** Ids of the MVPDs to show first, in this order. */
  readonly featured?: readonly string[] | undefined;
  /** What the viewer has typed so far. */
  readonly search?: string | undefined;
  /** A language tag, for the order of the names. Default: that of the device. */
  readonly locale?: string | undefined;
}

/** A TV provider in a picker. */
export interface PickerEntry {
  /** For `{ type: 'mvpd.selected', mvpd: id }`. */
  readonly id: string;
  /** The id, where the provider has no name. */
  readonly name: string;
  /** Safe to load; not there where the provider has none such. */
  readonly logoUrl?: string;
}

/** A letter to jump to with a remote control. */
export interface PickerLetter {
  /** `#` for digits and signs. */
  readonly letter: string;
  /** Where its names begin in `others`. */
  readonly first: number;
}

/** What a provider picker shows. */
export interface Picker {
  /** In the order of the app. */
  readonly featured: readonly PickerEntry[];
  /** All others, by name. */
  readonly others: readonly PickerEntry[];
  /** The letters that `others` begin with, in its order. */
  readonly letters: readonly PickerLetter[];
  /** How many are shown: featured and others. */
  readonly found: number;
  /** How many there are without a search. */
  readonly total: number;
}

/** An entry with what is searched in it, and the letter that it stands under. */
interface Indexed {
  readonly entry: PickerEntry;
  readonly words: string;
  readonly letter: string;
}

/** A picker without a search. */
interface Catalogue {
  readonly featured: readonly Indexed[];
  readonly others: readonly Indexed[];
}

const MARKS = /[\u0300-\u036F]/g;

/** Without accents, where the engine can take them off, and in small letters. */
const folded = (text: string): string =>
  (typeof text.normalize === 'function' ? text.normalize('NFD').replace(MARKS, '') : text)
    .toLowerCase()
    .replace(/ß/g, 'ss');

/** The words of a name, with a space before each: `AT&T U-verse` has ` at t u verse`. */
const wordsOf = (name: string): string =>
  // Names write words together: DirecTV, SlingTV, WestStar.
  ` ${folded(name.replace(/([a-z])(?=[A-Z])|(?=TV\b)/g, '$1 '))}`
    // Signs and spaces, in any script.
    .replace(/[\s!-/:-@[-`{-~\u00A0-\u00BF\u2000-\u206F\u3000-\u303F]+/g, ' ');

/**
 * Whether a search is made of the beginnings of words that follow each other: `at&t`, `uverse` and `atu`
 * find AT&T U-verse, `dtv` finds DIRECTV.
 */
function matches(words: string, search: string): boolean {
  let ends = new Set<number>();
  for (let at = words.indexOf(' '); at >= 0; at = words.indexOf(' ', at + 1)) ends.add(at + 1);
  for (const letter of search.split('')) {
    const next = new Set<number>();
    for (const end of ends) {
      if (words[end] !== letter) continue;
      next.add(end + 1);
      const space = words.indexOf(' ', end + 1);
      if (space >= 0) next.add(space + 1);
    }
    if (next.size === 0) return false;
    ends = next;
  }
  return true;
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Compares names as a language does: all of a name, or no more than its letters. */
function comparing(locale: string | undefined, sensitivity: 'base' | 'variant') {
  const plain = (a: string, b: string) => compareTexts(folded(a), folded(b));
  if (typeof Intl !== 'object') return plain;
  try {
    const { compare } = new Intl.Collator(locale?.replace(/_/g, '-'), {
      sensitivity,
      numeric: true,
    });
    return compare;
  } catch {
    // No language tag.
    return plain;
  }
}

function toEntry({ id, displayName, logoUrl }: PickableMvpd): PickerEntry {
  const name = displayName?.trim() || id;
  const logo = logoUrl !== undefined && isHttpUrl(logoUrl) ? logoUrl : undefined;
  return compact({ id, name, logoUrl: logo });
}

/** Each provider once: not two with the same id, nor two that a viewer can't tell apart. */
function distinct(entries: readonly PickerEntry[]): readonly PickerEntry[] {
  const seen = new Set<string>();
  return entries.filter(({ id, name, logoUrl = '' }) => {
    const keys = [`id ${id}`, `look ${name.toLowerCase()} ${logoUrl}`];
    const isNew = keys.every((key) => !seen.has(key));
    for (const key of keys) seen.add(key);
    return isNew;
  });
}

/** The letter that a name stands under. Some languages have letters of their own at the end: Å in Swedish. */
function letterOf(name: string, isSameLetter: (a: string, b: string) => boolean): string {
  const [first = ''] = Array.from(name);
  const bare = folded(first).slice(0, 1);
  const isBare = /^[\x20-\x7E]$/.test(first) || isSameLetter(first, bare);
  const letter = (isBare ? bare : first).toUpperCase();
  return letter !== letter.toLowerCase() || letter > '\u02FF' ? letter : '#';
}

function catalogueOf(
  mvpds: readonly PickableMvpd[],
  featuredIds: readonly string[],
  locale: string | undefined,
): Catalogue {
  const rankOf = ({ id }: { readonly id: string }) => featuredIds.indexOf(id);
  const regular = mvpds.filter(({ isTempPass }) => !isTempPass);
  const featured = regular
    .filter((mvpd) => rankOf(mvpd) >= 0)
    .sort((a, b) => rankOf(a) - rankOf(b));
  const compare = comparing(locale, 'variant');
  const compareLetters = comparing(locale, 'base');
  const isSameLetter = (a: string, b: string) => compareLetters(a, b) === 0;
  // Featured ones first, so that they stay where two look the same.
  const entries = distinct([...featured, ...regular].map(toEntry)).map((entry) => ({
    entry,
    words: wordsOf(`${entry.name} ${entry.id}`),
    letter: letterOf(entry.name, isSameLetter),
  }));
  return {
    featured: entries.filter(({ entry }) => rankOf(entry) >= 0),
    others: entries
      .filter(({ entry }) => rankOf(entry) < 0)
      .sort(({ entry: a }, { entry: b }) => compare(a.name, b.name) || compareTexts(a.id, b.id)),
  };
}

/** The last one of each list: to sort 1,500 names takes a television longer than to search them. */
const known = /* @__PURE__ */ new WeakMap<
  readonly PickableMvpd[],
  { readonly key: string; readonly catalogue: Catalogue }
>();

function knownCatalogue(
  mvpds: readonly PickableMvpd[],
  featured: readonly string[],
  locale: string | undefined,
): Catalogue {
  const key = JSON.stringify([mvpds.length, locale, featured]);
  const last = known.get(mvpds);
  if (last?.key === key) return last.catalogue;
  const catalogue = catalogueOf(mvpds, featured, locale);
  known.set(mvpds, { key, catalogue });
  return catalogue;
}

/** Where each letter begins. */
function lettersOf(others: readonly Indexed[]): readonly PickerLetter[] {
  const letters: PickerLetter[] = [];
  others.forEach(({ letter }, first) => {
    if (letters[letters.length - 1]?.letter !== letter) letters.push({ letter, first });
  });
  return letters;
}

/**
 * What a provider picker shows: the featured MVPDs in your order, then all others by name, with the letters
 * to jump to. A search goes through names and ids, without case, accents and signs, by the beginnings of
 * words. Left out: temporary access, the second of two with the same id, and of two with the same name and
 * logo; logos that are not `https:`.
 *
 * A pure function: call it again for each letter that is typed.
 *
 * @param mvpds `view.mvpds` of the phase `choosing`, or those of a `Configuration`.
 *
 * @example
 * ```ts
 * import { pickerOf } from 'tve-auth-flow';
 *
 * const mvpds = [
 *   { id: 'Verizon', displayName: 'Verizon Fios' },
 *   { id: 'ATTOTT', displayName: 'DIRECTV STREAM' },
 *   { id: 'ATT', displayName: 'AT&T U-verse' },
 * ];
 * const { featured, others, letters } = pickerOf(mvpds, { featured: ['Verizon'] });
 * console.log(featured[0]?.name); // → Verizon Fios
 * console.log(others.map(({ name }) => name)); // → [ 'AT&T U-verse', 'DIRECTV STREAM' ]
 * console.log(letters); // → [ { letter: 'A', first: 0 }, { letter: 'D', first: 1 } ]
 *
 * console.log(pickerOf(mvpds, { search: 'dtv' }).others[0]?.id); // → ATTOTT
 * ```
 */
export function pickerOf(
  mvpds: readonly PickableMvpd[],
  { featured: ids = [], search = '', locale }: PickerOptions = {},
): Picker {
  const all = knownCatalogue(mvpds, ids, locale);
  const wanted = wordsOf(search).replace(/ /g, '');
  const found = (entries: readonly Indexed[]) =>
    wanted === '' ? entries : entries.filter(({ words }) => matches(words, wanted));
  const featured = found(all.featured);
  const others = found(all.others);
  return {
    featured: featured.map(({ entry }) => entry),
    others: others.map(({ entry }) => entry),
    letters: lettersOf(others),
    found: featured.length + others.length,
    total: all.featured.length + all.others.length,
  };
}
