/* The release script, run in a small repository of its own. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const scratch = mkdtempSync(join(tmpdir(), 'release-'));
const script = join(scratch, 'release.mjs');
const template = join(scratch, 'template');
/** The repository of the running test. */
let repository = template;

const env = {
  PATH: process.env['PATH'],
  HOME: scratch,
  GIT_CONFIG_NOSYSTEM: '1',
  npm_config_update_notifier: 'false',
};
const git = (...args: string[]) =>
  execFileSync('git', args, { cwd: repository, env, encoding: 'utf8' }).trim();
const pathOf = (file: string) => join(repository, file);
const read = (file: string) => readFileSync(pathOf(file), 'utf8');
const write = (file: string, text: string) => writeFileSync(pathOf(file), text);
const commit = () => git('commit', '--quiet', '--all', '--message', 'Change something');

const changelog = `# Changelog

## [Unreleased]

### Added

- A machine.

### Fixed

- A fault.

## [0.9.0] - 2029-12-01

- The first one.
`;

beforeAll(() => {
  buildSync({
    entryPoints: [join(import.meta.dirname, 'release.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
  });
  const manifest = { name: 'scratch', version: '0.9.0', files: [] };
  const lock = { ...manifest, lockfileVersion: 3, packages: { '': manifest } };
  mkdirSync(pathOf('.ci'), { recursive: true });
  write('.ci/run', 'echo 7 passed, 0 failed\n');
  write('.gitignore', '*.tgz\n');
  write('CHANGELOG.md', changelog);
  write('package.json', JSON.stringify(manifest));
  write('package-lock.json', JSON.stringify(lock));
  git('init', '--quiet', '--initial-branch=main');
  git('config', 'user.name', 'A maintainer');
  git('config', 'user.email', 'maintainer@example.com');
  git('add', '.');
  git('commit', '--quiet', '--message', 'Begin');
});
beforeEach(() => {
  repository = mkdtempSync(join(scratch, 'repository-'));
  cpSync(template, repository, { recursive: true });
});
afterAll(() => rmSync(scratch, { recursive: true }));

function release(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [script, '--date', '2030-01-31', ...args],
    { cwd: repository, env, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

/** All that a release changes. */
const state = () => ({
  head: git('rev-parse', 'HEAD'),
  tags: git('tag', '--list'),
  files: git('status', '--porcelain', '--ignored'),
});

describe('a release', () => {
  it('has its version, its notes, a commit, a tag and a tarball', () => {
    const { status, stdout } = release('0.10.0');
    expect(status).toBe(0);
    expect(stdout).toContain('7 passed, 0 failed');
    expect(stdout).toContain('git push --atomic origin main v0.10.0');

    expect(JSON.parse(read('package.json'))).toMatchObject({ version: '0.10.0' });
    expect(JSON.parse(read('package-lock.json'))).toMatchObject({
      version: '0.10.0',
      packages: { '': { version: '0.10.0' } },
    });
    expect(read('CHANGELOG.md')).toBe(
      changelog.replace('## [Unreleased]\n', '## [Unreleased]\n\n## [0.10.0] - 2030-01-31\n'),
    );
    expect(existsSync(pathOf('scratch-0.10.0.tgz'))).toBe(true);

    expect(git('log', '--format=%s')).toBe('Release 0.10.0\nBegin');
    expect(git('status', '--porcelain')).toBe('');
    expect(git('rev-parse', 'v0.10.0^{commit}')).toBe(git('rev-parse', 'HEAD'));
    expect(git('tag', '--list', '--format=%(contents)', 'v0.10.0')).toBe(
      'Version 0.10.0\n\n### Added\n\n- A machine.\n\n### Fixed\n\n- A fault.',
    );
  });

  it('is checked and packed, but not written, with --dry-run', () => {
    const before = state();
    const { status, stdout } = release('0.10.0', '--dry-run');
    expect(status).toBe(0);
    expect(stdout).toContain('7 passed, 0 failed');
    expect(stdout).toContain('[0.10.0] - 2030-01-31\n\n### Added\n\n- A machine.');
    expect(stdout).toMatch(/nothing is written\. The tarball: \d+ files/);
    expect(state()).toEqual(before);
  });

  it('leaves nothing behind where its last step fails', () => {
    git('config', 'tag.gpgSign', 'true');
    git('config', 'gpg.program', 'false');
    const before = state();
    const { status, stderr } = release('0.10.0');
    expect(status).toBe(1);
    expect(stderr).toContain('✗ git tag failed');
    expect(state()).toEqual(before);
  });
});

describe('a release is refused', () => {
  it.each<[string, () => void, string]>([
    ['on no branch', () => git('switch', '--quiet', '--detach'), 'The branch is (none), not main'],
    [
      'with a change that is not committed',
      () => write('.ci/run', ''),
      'The working tree has changes',
    ],
    [
      'with nothing new in the changelog',
      () => {
        write('CHANGELOG.md', changelog.replaceAll(/^- A.*\n/gm, ''));
        commit();
      },
      'CHANGELOG.md has no change under "## [Unreleased]"',
    ],
    [
      'with no place for what is new in the changelog',
      () => {
        write('CHANGELOG.md', '# Changelog\n\n- A machine.\n');
        commit();
      },
      'CHANGELOG.md has no "## [Unreleased]"',
    ],
    [
      'with an entry for this version',
      () => {
        write('CHANGELOG.md', changelog.replace('[0.9.0]', '[0.10.0]'));
        commit();
      },
      'CHANGELOG.md has an entry for 0.10.0 already',
    ],
    [
      'where .ci/run fails',
      () => {
        write('.ci/run', 'exit 1\n');
        commit();
      },
      '.ci/run failed',
    ],
    [
      'where something has changed during .ci/run',
      () => {
        write('.ci/run', 'touch new\n');
        commit();
      },
      'The working tree has changes',
    ],
  ])('%s', (_, change, problem) => {
    change();
    const { head, tags } = state();
    const { status, stderr } = release('0.10.0');
    expect(status).toBe(1);
    expect(stderr).toBe(`✗ ${problem}\n`);
    expect(state()).toMatchObject({ head, tags });
  });

  it('with all reasons at once', () => {
    git('switch', '--quiet', '--create', 'work');
    git('tag', 'v0.8.0');
    write('new', '');
    expect(release('0.8.0').stderr.trim().split('\n')).toEqual([
      '✗ The branch is work, not main',
      '✗ The working tree has changes',
      '✗ The tag v0.8.0 exists',
      '✗ 0.8.0 is not higher than 0.9.0',
    ]);
  });

  it.each(['', 'v1.0.0', '1.0.0 1.0.1', '1.0.0 --date soon', '1.0.0 --force'])(
    'with a command line that it does not know: %s',
    (line) => {
      const { status, stderr } = release(...line.split(' ').filter(Boolean));
      expect(status).toBe(2);
      expect(stderr).toContain('Usage: npm run release');
    },
  );
});
