export interface Options {
  /** What was named; empty for everything. */
  readonly parts: readonly string[];
  /** `--write`: record the figures in the docs. */
  readonly record: boolean;
  /** Off with `--no-limits`. */
  readonly limits: boolean;
}

/** Reads a command line. Leaves with exit code 2 where it makes no sense. */
export function readOptions(known: readonly string[]): Options {
  const words = process.argv.slice(2);
  const flags = words.filter((word) => word.startsWith('-'));
  const parts = words.filter((word) => !word.startsWith('-'));
  const unknown = [
    ...flags.filter((flag) => !['--write', '--limits', '--no-limits'].includes(flag)),
    ...parts.filter((part) => !known.includes(part)),
  ];
  if (unknown.length > 0) {
    console.error(
      `Unknown: ${unknown.join(' ')}. Known: --write --no-limits ${known.join(' ')}`.trimEnd(),
    );
    process.exit(2);
  }
  return {
    parts,
    record: flags.includes('--write'),
    limits: !flags.includes('--no-limits'),
  };
}
