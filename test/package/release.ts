/* Releases what is on main, and publishes nothing: `npm run release`. See docs/maintaining/releasing.md. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type ReleasedChangelog, releaseChangelog } from './release/changelog.js';
import { isHigher, isVersion } from './release/versions.js';

const help = `Usage: npm run release -- <version> [--dry-run] [--date <date>]

Checks that the working tree is clean, on main, and passes .ci/run. Then writes the version to
package.json, puts the unreleased changes in CHANGELOG.md under it, packs the tarball, commits, and tags
the commit. Pushes and publishes nothing.

  --dry-run  checks and packs, but writes nothing
  --date     the date of the release, as 2030-01-31 (default: today, UTC)
  --help     prints this`;

const written = ['CHANGELOG.md', 'package.json', 'package-lock.json'];

interface Options {
  readonly version: string;
  readonly date: string;
  readonly isDry: boolean;
}

function fail(problem: string, exitCode: number): never {
  console.error(problem);
  process.exit(exitCode);
}

/** Runs a command, and gives what it prints. @throws Error with what it says */
function run(command: string, args: readonly string[], input = ''): string {
  try {
    return execFileSync(command, args, { encoding: 'utf8', input, stdio: 'pipe' }).trim();
  } catch (cause) {
    const { stdout, stderr } = cause as { readonly stdout?: string; readonly stderr?: string };
    const said = `${stdout ?? ''}${stderr ?? ''}`.trim() || String(cause);
    throw new Error(`${command} ${args[0]} failed: ${said}`, { cause });
  }
}

const git = (...args: readonly string[]) => run('git', args);

/** What the command line asks for; nothing where it asks for help. @throws Error where it is wrong */
function parse(): Options | undefined {
  const { values, positionals } = parseArgs({
    options: {
      'dry-run': { type: 'boolean', default: false },
      date: { type: 'string', default: new Date().toISOString().slice(0, 10) },
      help: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const { date, help: wantsHelp, 'dry-run': isDry } = values;
  if (wantsHelp) return undefined;
  const [version = '', ...rest] = positionals;
  if (!isVersion(version) || rest.length > 0)
    throw new Error('Expected one version, such as 1.2.3 or 1.2.3-beta.1');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new Error('Expected --date such as 2030-01-31');
  return { version, date, isDry };
}

function readOptions(): Options | undefined {
  try {
    return parse();
  } catch (error) {
    return fail(`${(error as Error).message}\n\n${help}`, 2);
  }
}

/** The changelog of the release. @throws Error with everything that stands in its way */
function prepare({ version, date }: Options): ReleasedChangelog {
  const { version: current } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    readonly version: string;
  };
  const branch = git('branch', '--show-current');
  const problems: string[] = [];
  if (branch !== 'main') problems.push(`The branch is ${branch || '(none)'}, not main`);
  if (git('status', '--porcelain') !== '') problems.push('The working tree has changes');
  if (git('tag', '--list', `v${version}`) !== '') problems.push(`The tag v${version} exists`);
  if (!isHigher(version, current)) problems.push(`${version} is not higher than ${current}`);
  let changelog: ReleasedChangelog | undefined;
  try {
    changelog = releaseChangelog(readFileSync('CHANGELOG.md', 'utf8'), version, date);
  } catch (error) {
    problems.push((error as Error).message);
  }
  if (!changelog || problems.length > 0) throw new Error(problems.join('\n'));
  return changelog;
}

interface Tarball {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly unknown[];
}

function pack(...options: readonly string[]): Tarball {
  const packed = run('npm', ['pack', '--ignore-scripts', '--json', ...options]);
  const [tarball] = JSON.parse(packed) as readonly [Tarball];
  return tarball;
}

/** Writes the release; where a step fails, everything is as before. @returns the tarball's name */
function write(version: string, { text, notes }: ReleasedChangelog): string {
  const before = git('rev-parse', 'HEAD');
  let tarball: string | undefined;
  try {
    writeFileSync('CHANGELOG.md', text);
    run('npm', ['version', version, '--no-git-tag-version', '--ignore-scripts']);
    tarball = pack().filename;
    git('commit', '--quiet', '--message', `Release ${version}`, '--', ...written);
    const message = `Version ${version}\n\n${notes}\n`;
    // git would take the headings of the notes for comments.
    run('git', ['tag', '--annotate', '--cleanup=whitespace', '--file=-', `v${version}`], message);
    return tarball;
  } catch (error) {
    git('reset', '--quiet', before);
    git('checkout', '--quiet', '--', ...written);
    if (tarball !== undefined) rmSync(tarball);
    throw error;
  }
}

function release(options: Options): void {
  const { version, date, isDry } = options;
  prepare(options);
  const { status } = spawnSync('bash', ['.ci/run'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('.ci/run failed');
  // The checks take minutes, in which somebody may have gone on working.
  const changelog = prepare(options);
  console.log(`\n[${version}] - ${date}\n\n${changelog.notes}\n`);
  if (isDry) {
    const { files, size } = pack('--dry-run');
    console.log(`Dry run: nothing is written. The tarball: ${files.length} files, ${size} bytes.`);
    return;
  }
  const tarball = write(version, changelog);
  console.log(`Packed ${tarball}, committed, and tagged v${version}. To publish it:`);
  console.log(`  git push --atomic origin main v${version}`);
}

try {
  const options = readOptions();
  if (options) release(options);
  else console.log(help);
} catch (error) {
  fail((error as Error).message.replace(/^/gm, '✗ '), 1);
}
