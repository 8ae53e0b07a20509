import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { providerMeant } from '../../src/cli/second-screen/providers.js';
import { codeProblem, missingLine } from '../../src/cli/second-screen/words.js';
import { createPassClient, createSession } from '../../src/client/index.js';
import {
  createSimulator,
  type Simulator,
  type SimulatorOptions,
} from '../../src/simulator/index.js';
import { clientOptions, parameters } from '../support/world.js';
import { context, paper, passUntil, runIn, type TestContext, transitions } from './support.js';

let folder = '';
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tve-auth-flow-'));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const world = (options?: SimulatorOptions) => {
  const simulator = createSimulator({ throttle: false, ...options });
  vi.stubGlobal('fetch', simulator.fetch);
  return simulator;
};

/** The code that a television shows. */
async function codeOf(
  { fetch }: Simulator,
  given: Partial<Record<keyof typeof parameters, string>> = {},
): Promise<string> {
  const { code } = await createSession(createPassClient({ ...clientOptions, fetch }), given);
  return code!;
}

type Ask = NonNullable<TestContext['ask']>;

/** Somebody at a terminal, who answers this in turn; without answers, nobody. */
function surroundings(
  ...answers: Array<string | undefined | (() => Promise<string | undefined>)>
): TestContext & { readonly asked: string[] } {
  const asked: string[] = [];
  const ask: Ask = async (question) => {
    asked.push(question);
    const answer = answers[asked.length - 1];
    return typeof answer === 'function' ? answer() : answer;
  };
  count += 1;
  const made = context({
    env: { XDG_CONFIG_HOME: join(folder, String(count)), TVE_SOFTWARE_STATEMENT: 'statement' },
    stdout: paper(),
    ...(answers.length > 0 && { ask }),
  });
  return Object.assign(made, { asked });
}

const goOn = (where: TestContext, ...args: string[]) =>
  runIn(
    where,
    'second-screen',
    ...args,
    '--environment',
    'release-staging',
    '--service-provider',
    'REF30',
  );

const own = ['--domain-name', 'adobe.com', '--redirect-url', 'https://adobe.com'];
const oneLine = /^tve-auth-flow: [^\n]+\n$/;
const page = 'https://sp.auth-staging.adobe.com/api/v2/authenticate/REF30/';
const sent = ({ requests }: Simulator) =>
  requests.map(({ endpoint }) => endpoint).filter((endpoint) => /^E(3|5|6|10)$/.test(endpoint));

describe('with nobody at a terminal', () => {
  it('shows the page, opens nothing, and asks nothing more', async () => {
    const simulator = world();
    const code = await codeOf(simulator, parameters);
    const { code: exit, out, err } = await goOn(surroundings(), code.toLowerCase());
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expect(out).toContain(`Open   ${page}${code}`);
    expect(out).toContain('AppleTV gets signed in with Cablevision');
    expect(out).toContain('with --check tells the');
    expect(sent(simulator)).toEqual(['E6']);
  });

  it('gives what the flags know', async () => {
    const simulator = world();
    const code = await codeOf(simulator);
    const { out } = await goOn(surroundings(), code, '--mvpd', 'Spectrum', ...own);
    expect(out).toContain(page);
    expect(sent(simulator)).toEqual(['E6', 'E5']);
    expect(simulator.session(code)).toMatchObject({ mvpd: 'Spectrum', domainName: 'adobe.com' });
  });

  it('--check asks once how it went', async () => {
    const simulator = world();
    const code = await codeOf(simulator, parameters);
    const before = await goOn(surroundings(), code, '--check');
    expect(before).toMatchObject({
      code: 1,
      err: 'tve-auth-flow: the login has not finished\n',
    });
    expect(before.out).not.toContain(page);
    expect(sent(simulator)).toEqual(['E6', 'E10']);
    await simulator.viewer.signIn({ code });
    const after = await goOn(surroundings(), code, '--check');
    expect(after).toMatchObject({ code: 0, err: '' });
    expect(after.out).toMatch(/mvpd {2}Cablevision\n +type {2}regular/);
    expect(sent(simulator)).toEqual(['E6', 'E10', 'E6', 'E10']);
  });

  it('says where no login is needed', async () => {
    const simulator = world();
    const code = await codeOf(simulator);
    const { code: exit, out } = await goOn(surroundings(), code, '--mvpd', 'ATTOTT', ...own);
    expect(exit).toBe(0);
    expect(out).toMatch(/mvpd +ATTOTT\n +reason +degraded/);
  });

  it('tells programs of each transition, and asks no person', async () => {
    const simulator = world();
    const code = await codeOf(simulator, parameters);
    await simulator.viewer.signIn({ code });
    const where = surroundings('never');
    const { out } = await goOn(where, code, '--json', '--check');
    expect(where.asked).toEqual([]);
    expect([...new Set(transitions(out).map(({ phase }) => phase))]).toEqual([
      'validating',
      'opening',
      'checking',
      'success',
    ]);
  });

  it.each([
    [[], 2, 'CODE is missing'],
    [['ABCDEFG', 'HJKLMNP'], 2, 'unexpected "HJKLMNP"'],
    [['ABCDEFG', '--redirect-url', 'javascript:1'], 2, '--redirect-url must'],
    [['ABCDEFG'], 1, 'the code is wrong, or no longer valid (invalid_authentication_session)'],
    [['hello world!'], 1, '(invalid_parameter_code)'],
    [['..'], 1, 'no code was given'],
    [[' - '], 1, 'no code was given'],
  ])('%j fails in one line', async (args, exit, why) => {
    world();
    const ended = await goOn(surroundings(), ...args);
    expect(ended.code).toBe(exit);
    expect(ended.err).toContain(why);
    expect(ended.err).toMatch(oneLine);
  });

  it.each([
    [own, 'lacks mvpd: give --mvpd'],
    [['--mvpd', 'Spectrum'], 'lacks domainName, redirectUrl: give --domain-name, --redirect-url'],
    [[...own, '--mvpd', 'Nobody'], 'invalid_parameter_mvpd'],
  ])('what is missing fails in one line: %j', async (args, why) => {
    const simulator = world();
    const ended = await goOn(surroundings(), await codeOf(simulator), ...args);
    expect(ended.code).toBe(1);
    expect(ended.err).toContain(why);
    expect(ended.err).toMatch(oneLine);
  });

  it('says why the server is not reached', async () => {
    const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed', { cause })));
    expect(await goOn(surroundings(), 'ABCDEFG')).toMatchObject({
      code: 1,
      err: 'tve-auth-flow: cannot reach release-staging: nothing listens there\n',
    });
  });
});

describe('with somebody at a terminal', () => {
  it('asks for the code, the provider and the return', async () => {
    const simulator = world();
    const code = await codeOf(simulator);
    const where = surroundings('ZZZZZZZ', ` ${code} `, 'nobody', 'spectrum', async () => {
      await simulator.viewer.signIn({ code });
      return '';
    });
    const { code: exit, out, err } = await goOn(where, ...own);
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expect(where.asked).toEqual([
      'Code: ',
      'Code: ',
      'TV provider: ',
      'TV provider: ',
      'Press Enter when you have signed in: ',
    ]);
    expect(out).toContain('the code is wrong');
    expect(out).toContain('AT&T TV (ATTOTT)');
    expect(out).not.toContain('TempPass');
    expect(out).toContain('Signed in with Spectrum');
    expect(sent(simulator)).toEqual(['E6', 'E6', 'E3', 'E5', 'E10']);
  });

  it('asks for another provider where one is refused, and fetches the list once', async () => {
    const simulator = world();
    const code = await codeOf(simulator);
    simulator.faults.add({ endpoint: 'E5', code: 'invalid_integration' });
    const where = surroundings('1', '2', undefined);
    const { code: exit, out } = await goOn(where, code, ...own);
    expect(exit).toBe(0);
    expect(out).toContain('invalid_integration');
    expect(out).toContain(page);
    expect(sent(simulator)).toEqual(['E6', 'E3', 'E5', 'E5']);
  });

  it('looks again when it is told to, but not within three seconds', async () => {
    const simulator = world();
    const code = await codeOf(simulator, parameters);
    vi.useFakeTimers();
    const where = surroundings('', '', async () => {
      await simulator.viewer.signIn({ code });
      return '';
    });
    const ended = goOn(where, code);
    await passUntil(() => where.asked.length === 2);
    await vi.advanceTimersByTimeAsync(2900);
    expect(sent(simulator)).toEqual(['E6', 'E10']);
    await passUntil(() => where.stdout.text().includes('Signed in with'), 500);
    expect(await ended).toMatchObject({ code: 0 });
    expect(sent(simulator)).toEqual(['E6', 'E10', 'E10', 'E10']);
  });

  it('ends a question that has no use any more, and asks for another code', async () => {
    const simulator = world({ codeLife: 10_000 });
    const code = await codeOf(simulator, parameters);
    vi.useFakeTimers();
    let ended = false;
    const where = surroundings(async () => new Promise<undefined>(() => {}), undefined);
    const { ask } = where;
    const patient: Ask = (question, signal) =>
      Promise.race([
        ask!(question, signal),
        new Promise<undefined>((resolve) => {
          signal.addEventListener('abort', () => {
            ended = true;
            resolve(undefined);
          });
        }),
      ]);
    const running = goOn({ ...where, ask: patient }, code);
    await passUntil(() => where.asked.length === 1);
    await vi.advanceTimersByTimeAsync(10_000);
    const { code: exit, err } = await running;
    expect(ended).toBe(true);
    expect(where.asked).toEqual(['Press Enter when you have signed in: ', 'Code: ']);
    expect({ exit, err }).toEqual({
      exit: 1,
      err: 'tve-auth-flow: the code has expired: take the next one of the device\n',
    });
  });

  it('an answer that never comes leaves the page to the viewer', async () => {
    const simulator = world();
    const code = await codeOf(simulator, parameters);
    expect(await goOn(surroundings(undefined), code)).toMatchObject({ code: 0, err: '' });
    const missing = await codeOf(simulator);
    const { code: exit, err } = await goOn(surroundings(undefined), missing, ...own);
    expect(exit).toBe(1);
    expect(err).toContain('give --mvpd');
  });

  it('says why there is no list', async () => {
    const simulator = world();
    const code = await codeOf(simulator);
    simulator.faults.add({ endpoint: 'E3', code: 'invalid_configuration_platform' });
    const { code: exit, err } = await goOn(surroundings('1'), code, ...own);
    expect(exit).toBe(1);
    expect(err).toContain('invalid_configuration_platform');
    expect(err).toMatch(oneLine);
  });

  it('is over at once when it is stopped', async () => {
    const simulator = world();
    const code = await codeOf(simulator, parameters);
    const where = surroundings(async () => {
      where.stop();
      return undefined;
    });
    expect(await goOn(where, code)).toMatchObject({ code: 130, err: '' });
    expect(sent(simulator)).toEqual(['E6']);
  });
});

describe('its help', () => {
  it('begins with the code, and fits into 100 columns', async () => {
    const { out } = await runIn(context(), 'second-screen', '--help');
    expect(out).toContain('Usage: tve-auth-flow second-screen CODE [options]');
    expect(out).toMatch(/^ {2}CODE +The code/m);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect((await runIn(context(), '--help')).out).toMatch(/^ {2}second-screen /m);
  });

  it('has no flag in the place of the code', async () => {
    expect(await goOn(surroundings(), '--CODE', 'ABCDEFG')).toMatchObject({
      code: 2,
      err: expect.stringContaining('unknown option --CODE') as unknown,
    });
  });
});

describe('words', () => {
  it('know a provider by number, id and name', () => {
    const flags = {
      isTempPass: false,
      isProxy: false,
      enablePlatformServices: false,
      displayInPlatformPicker: false,
      enforcePlatformPermissions: false,
      authPerAggregator: false,
      authPerBrowserSession: false,
      passiveAuthnEnabled: false,
    };
    const providers = [
      { id: 'One', displayName: 'The first', ...flags },
      { id: '1', ...flags },
    ];
    expect(providerMeant(providers, ' the FIRST ')?.id).toBe('One');
    expect(providerMeant(providers, 'one')?.id).toBe('One');
    // An id goes before a number.
    expect(providerMeant(providers, '1')?.id).toBe('1');
    expect(providerMeant(providers, '2')?.id).toBe('1');
    for (const none of ['', '0', '3', '-1', '1.5', 'constructor', '99999999999'])
      expect(providerMeant(providers, none)).toBeUndefined();
  });

  it('name what no flag can give', () => {
    expect(missingLine(['shoeSize'])).toBe('the session of the code lacks shoeSize');
    expect(missingLine(['constructor'])).not.toContain('give');
    expect(codeProblem({ name: 'X', code: 'x', remedy: 'none', message: '' })).toContain('(x)');
  });
});
