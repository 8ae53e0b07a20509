import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { defaultPath } from '../../src/cli/login/store.js';
import {
  createSimulator,
  type Simulator,
  type SimulatorOptions,
} from '../../src/simulator/index.js';
import { context, passUntil, runIn, type TestContext, transitions } from './support.js';

const secret = 'eyJhbGciOiJSUzI1NiJ9.e30.c3RhdGVtZW50';
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tve-auth-flow-'));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const world = (options?: SimulatorOptions) => {
  const simulator = createSimulator(options);
  vi.stubGlobal('fetch', simulator.fetch);
  return simulator;
};

const inFolder = (name: string) =>
  context({ env: { XDG_CONFIG_HOME: join(folder, name), TVE_SOFTWARE_STATEMENT: secret } });

const login = (surroundings: TestContext, ...args: string[]) =>
  runIn(
    surroundings,
    'login',
    '--environment',
    'release-staging',
    '--service-provider',
    'REF30',
    ...args,
  );

const known = [
  '--mvpd',
  'Cablevision',
  '--domain-name',
  'a.com',
  '--redirect-url',
  'https://a.com',
];

/** The code of a login, as soon as it is on the screen. */
async function codeOn({ stdout }: TestContext): Promise<string> {
  const code = () => /Code {3}(\w+)/.exec(stdout.text())?.[1];
  await passUntil(() => code() !== undefined);
  return code() ?? '';
}

/** Lets simulated time go by until something ends. */
async function inTime<T>(ended: Promise<T>): Promise<T> {
  let isOver = false;
  const over = ended.finally(() => {
    isOver = true;
  });
  await passUntil(() => isOver, 500);
  return over;
}

async function signedIn(simulator: Simulator, surroundings: TestContext, ...args: string[]) {
  vi.useFakeTimers();
  const ended = login(surroundings, ...args);
  await simulator.viewer.signIn({ code: await codeOn(surroundings), mvpd: 'Cablevision' });
  return inTime(ended);
}

/** Everything secret that a simulator has seen. */
const secretsOf = ({ requests }: Simulator) => [
  secret,
  ...requests.flatMap(({ headers, body }) => [
    ...(headers['authorization'] ? [headers['authorization'].replace('Bearer ', '')] : []),
    ...(typeof body === 'object' && body !== null && 'client_secret' in body
      ? [String(body.client_secret)]
      : []),
  ]),
];

describe('a login', () => {
  it('shows the code, waits, and prints the profile, but no secret', async () => {
    const simulator = world();
    const surroundings = inFolder('plain');
    const page = 'https://example.com/activate';
    const ended = await signedIn(simulator, surroundings, '--activation-url', page);
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(ended.out).toContain(`Open   ${page}`);
    expect(ended.out).toContain('mvpd, domainName, redirectUrl');
    expect(ended.out).toMatch(/mvpd +Cablevision\n +type +regular\n +notAfter +20\d\d-/);
    expect(ended.out).toContain('--attributes prints them');
    expect(ended.out).not.toContain('userID');
    expect(secretsOf(simulator).length).toBeGreaterThan(2);
    for (const planted of secretsOf(simulator)) expect(ended.out).not.toContain(planted);
  });

  it('prints attributes where it is asked to', async () => {
    const simulator = world();
    const { out } = await signedIn(simulator, inFolder('attributes'), '--attributes');
    expect(out).toContain('userID');
  });

  it('shows the login page where all is known, and tells programs of each transition', async () => {
    const simulator = world();
    const plain = await signedIn(simulator, inFolder('page'), ...known);
    expect(plain.out).toContain(
      'Open   https://sp.auth-staging.adobe.com/api/v2/authenticate/REF30/',
    );

    const surroundings = inFolder('json');
    vi.useFakeTimers();
    const ended = login(surroundings, '--json', ...known);
    await passUntil(() => surroundings.stdout.text().includes('"authenticate"'));
    const code = /"code":"(\w+)"/.exec(surroundings.stdout.text())?.[1] ?? '';
    await simulator.viewer.signIn({ code });
    const { out } = await inTime(ended);
    expect([...new Set(transitions(out).map(({ phase }) => phase))]).toEqual([
      'creating',
      'authenticate',
      'authorize',
    ]);
  });

  it('keeps credentials and device id for the next one, for the owner only', async () => {
    const simulator = world();
    await signedIn(simulator, inFolder('kept'), ...known);
    vi.useRealTimers();
    const file = join(folder, 'kept', 'tve-auth-flow', 'credentials.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(join(file, '..'))).mode & 0o777).toBe(0o700);
    expect(await readFile(file, 'utf8')).not.toContain(secret);
    await chmod(file, 0o644);

    const again = await login(inFolder('kept'), ...known);
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(again.out).toMatch(/reason +authenticated/);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const seen = simulator.requests.filter(({ viewer }) => !viewer);
    expect(seen.filter(({ endpoint }) => endpoint === 'E1')).toHaveLength(1);
    const devices = seen.flatMap(({ headers }) => headers['ap-device-identifier'] ?? []);
    expect(new Set(devices).size).toBe(1);
  });

  it('reads the statement from a file or stdin', async () => {
    const simulator = world();
    const file = join(folder, 'statement.txt');
    await writeFile(file, `${secret}\n`);
    for (const [index, from] of [file, '-'].entries()) {
      const surroundings = context({
        env: { XDG_CONFIG_HOME: join(folder, `from-${index}`) },
        readInput: async () => `${secret}\n`,
      });
      simulator.reset();
      await signedIn(simulator, surroundings, '--software-statement', from);
      expect(simulator.requests[0]?.body).toEqual({ software_statement: secret });
    }
  });

  it('goes on after a check that failed, and says so', async () => {
    const simulator = world();
    const surroundings = inFolder('failed-check');
    simulator.faults.add({ endpoint: 'E10', status: 503 });
    const { code, out } = await signedIn(simulator, surroundings);
    expect(code).toBe(0);
    expect(out).toContain('The next check comes by itself.');
  });
});

describe('a login that fails', () => {
  const oneLine = /^tve-auth-flow: [^\n]+\n$/;

  it('says so when the code was not used', async () => {
    world({ codeLife: 10_000 });
    vi.useFakeTimers();
    const { code, err } = await inTime(login(inFolder('expired')));
    expect(code).toBe(1);
    expect(err).toMatch(oneLine);
    expect(err).toContain('not used in time');
  });

  it('says what the server has against it', async () => {
    world({ softwareStatements: ['another'] });
    const { code, err } = await login(inFolder('refused'));
    expect(code).toBe(1);
    expect(err).toMatch(oneLine);
    expect(err).toContain('unapproved_software_statement');
    expect(err).not.toContain(secret);
  });

  it('says why the server is not reached', async () => {
    const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed', { cause })));
    const { code, err } = await login(inFolder('unreachable'));
    expect({ code, err }).toEqual({
      code: 1,
      err: 'tve-auth-flow: cannot reach release-staging: nothing listens there\n',
    });
  });

  it.each([
    ['missing', join('nowhere', 'at all'), 'no such file'],
    ['a folder', tmpdir(), 'it is a folder'],
    ['the statement itself', secret, 'takes the name of a file'],
  ])('whose statement file is %s', async (_, file, why) => {
    const { code, out, err } = await login(context(), '--software-statement', file);
    expect(code).toBe(file === secret ? 2 : 1);
    expect(out).toBe('');
    expect(err).toContain(why);
    expect(err).toMatch(oneLine);
    expect(err).not.toContain(secret);
  });

  it.each(['', ' \n', 'two words'])('whose statement is %j', async (text) => {
    const surroundings = context({ readInput: async () => text });
    const { code, err } = await login(surroundings, '--software-statement', '-');
    expect(code).toBe(1);
    expect(err).toMatch(oneLine);
  });

  it('whose credentials file is something else', async () => {
    const file = join(folder, 'other.json');
    await writeFile(file, 'planted');
    const { code, err } = await login(inFolder('x'), '--credentials', file);
    expect(code).toBe(1);
    expect(err).toMatch(oneLine);
    expect(err).toContain(file);
    expect(err).not.toContain('planted');
    expect(await readFile(file, 'utf8')).toBe('planted');
  });

  it('is over at once when it is stopped', async () => {
    const simulator = world();
    const surroundings = inFolder('stopped');
    vi.useFakeTimers();
    const ended = login(surroundings);
    await codeOn(surroundings);
    surroundings.stop();
    expect(await ended).toMatchObject({ code: 130, err: '' });
    const sent = simulator.requests.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(simulator.requests).toHaveLength(sent);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('the credentials file', () => {
  it.each([
    [{ platform: 'linux', env: {} }, '/home/me/.config/tve-auth-flow/credentials.json'],
    [
      { platform: 'linux', env: { XDG_CONFIG_HOME: '/xdg' } },
      '/xdg/tve-auth-flow/credentials.json',
    ],
    [{ platform: 'win32', env: { APPDATA: '/app' } }, '/app/tve-auth-flow/credentials.json'],
  ])('is in the configuration folder: %j', (where, path) => {
    expect(defaultPath({ home: '/home/me', ...where })).toBe(path);
  });
});
