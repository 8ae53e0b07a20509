const heading = '\n## [Unreleased]\n';

/** A changelog with a new version, and the notes of that version. */
export interface ReleasedChangelog {
  readonly text: string;
  readonly notes: string;
}

/**
 * Puts what is unreleased under a version.
 *
 * @param date As `2030-01-31`.
 * @throws Error where nothing is unreleased, or the version has an entry already.
 */
export function releaseChangelog(
  changelog: string,
  version: string,
  date: string,
): ReleasedChangelog {
  const start = changelog.indexOf(heading);
  if (start < 0) throw new Error('CHANGELOG.md has no "## [Unreleased]"');
  if (changelog.includes(`\n## [${version}]`))
    throw new Error(`CHANGELOG.md has an entry for ${version} already`);
  const from = start + heading.length;
  const next = changelog.indexOf('\n## ', from);
  const notes = changelog.slice(from, next < 0 ? undefined : next).trim();
  if (!/^- \S/m.test(notes)) throw new Error('CHANGELOG.md has no change under "## [Unreleased]"');
  const text = `${changelog.slice(0, from)}\n## [${version}] - ${date}\n${changelog.slice(from)}`;
  return { text, notes };
}
