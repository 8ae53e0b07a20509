import { readFileSync } from 'node:fs';

/** The version of the package that this file is part of, wherever it was built to. */
export function version(): string {
  let folder = new URL('.', import.meta.url);
  for (;;) {
    try {
      const text = readFileSync(new URL('package.json', folder), 'utf8');
      const found: unknown = JSON.parse(text);
      if (isOurs(found)) return found.version;
    } catch {
      // Not here: one further up.
    }
    const parent = new URL('..', folder);
    if (parent.href === folder.href) return 'unknown';
    folder = parent;
  }
}

function isOurs(found: unknown): found is { readonly version: string } {
  return (
    typeof found === 'object' &&
    found !== null &&
    'name' in found &&
    found.name === 'tve-auth-flow' &&
    'version' in found
  );
}
