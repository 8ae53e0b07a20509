const kinds = [
  ['CODE', /^E(4|5|11)$/],
  ['LINK-CODE', /^E21$/],
] as const;

/** Stable names in place of what is random: the only place where that is done. */
export class Names {
  readonly #known = new Map<string, string>();

  /** Learns what an answer has brought. */
  learn(endpoint: string, answer: string): void {
    const [kind] = kinds.find(([, pattern]) => pattern.test(endpoint)) ?? [];
    // Those of errors are words with underscores, and no names.
    const [, code] = /"code":"([A-Z0-9]+)"/.exec(answer) ?? [];
    if (kind === undefined || code === undefined || this.#known.has(code)) return;
    const same = [...this.#known.values()].filter((name) => name.replace(/-\d+$/, '') === kind);
    this.#known.set(code, same.length === 0 ? kind : `${kind}-${same.length + 1}`);
  }

  /** The same text with the names. */
  in(text: string): string {
    let named = text;
    for (const [value, name] of this.#known) named = named.split(value).join(name);
    return named;
  }
}
