/** A document with its sections filled in. */
export interface Filled {
  readonly text: string;
  /** The sections whose text was another. */
  readonly stale: readonly string[];
  /** All sections that it has. */
  readonly names: readonly string[];
}

/**
 * Fills in what stands between `<!-- generated:name -->` and `<!-- /generated -->`.
 *
 * @throws Error for a name that no section has.
 */
export function fillIn(document: string, made: ReadonlyMap<string, string>): Filled {
  const stale: string[] = [];
  const names: string[] = [];
  const text = document.replace(
    /(<!-- generated:(\S+) -->\n)([^]*?)(<!-- \/generated -->)/g,
    (_all, open: string, name: string, before: string, close: string) => {
      const section = made.get(name);
      if (section === undefined) throw new Error(`There is no section ${name} to generate`);
      names.push(name);
      const now = `\n${section}\n\n`;
      if (now !== before) stale.push(name);
      return open + now + close;
    },
  );
  return { text, stale, names };
}
