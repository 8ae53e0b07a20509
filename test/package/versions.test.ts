import { describe, expect, it } from 'vitest';
import { isHigher, isVersion } from './release/versions.js';

describe('versions', () => {
  it.each([
    '1',
    '1.0',
    '1.0.0.0',
    '01.0.0',
    '1.0.0-',
    '1.0.0-01',
    '1.0.0-a..b',
    '1.0.0+1',
    ' 1.0.0',
  ])('of SemVer do not look like %j', (text) => {
    expect(isVersion(text)).toBe(false);
  });

  it('have the order of SemVer', () => {
    const ascending =
      '0.9.0 0.10.0 1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1.0.0 1.0.1 2.0.0-0 2.0.0-a-b'.split(
        ' ',
      );
    expect(ascending.filter((version) => !isVersion(version))).toEqual([]);
    for (const [place, version] of ascending.entries())
      expect(ascending.filter((other) => isHigher(version, other))).toEqual(
        ascending.slice(0, place),
      );
  });
});
