import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../../.github/workflows');

describe.each(readdirSync(folder))('the workflow %s', (file) => {
  const text = readFileSync(join(folder, file), 'utf8');

  it('runs no code but its own, and actions pinned to a commit', () => {
    const used = [...text.matchAll(/\buses: *(.+)/g)].map(([, action = '']) => action);
    expect(used).not.toEqual([]);
    expect(used.filter((action) => !/^(\.\/|[\w/-]+@[0-9a-f]{40} # v\d)/.test(action))).toEqual([]);
  });

  it('gives its jobs no permission but those that they name, and no secret', () => {
    expect(text).toMatch(/^permissions: \{\}$/m);
    expect(text).not.toContain('secrets');
  });
});
