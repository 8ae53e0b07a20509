import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createActor, createMachine } from 'xstate';
import { logoutMachine, logoutServices } from '../../src/index.js';
import {
  createInspection,
  type FlightRecord,
  recorderSink,
  testOf,
} from '../../src/inspect/index.js';
import { START, world } from '../support/world.js';
import { context, paper, runIn, seen, type TestContext } from './support.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tve-auth-flow-'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => {
  vi.useFakeTimers({ now: START, toFake: ['Date', 'setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A sign-out, with its responses. */
async function logout(): Promise<FlightRecord> {
  const { simulator, clientWith, pass } = world();
  simulator.profiles.add({ mvpd: 'Cablevision' });
  const recorder = recorderSink();
  const client = clientWith({ fetch: recorder.fetch(simulator.fetch) });
  const flow = createActor(logoutMachine.provide({ actors: logoutServices(client) }), {
    input: { mvpd: 'Cablevision', redirectUrl: 'https://adobe.com' },
    inspect: createInspection({ sinks: [recorder] }),
  }).start();
  await pass(500);
  flow.send({ type: 'userAgent.returned' });
  return recorder.record();
}

/** @returns its file */
async function save(record: unknown, name = 'flight.json'): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, typeof record === 'string' ? record : JSON.stringify(record));
  return file;
}

const diverging = ({ steps, ...rest }: FlightRecord): FlightRecord => ({
  ...rest,
  steps: steps.map((step, index) => (index === 1 ? { ...step, value: 'partner_logout' } : step)),
});

/** Somebody at a terminal, who types this in turn. */
function terminal(...typed: Array<string | undefined>): TestContext & { asked: () => number } {
  let count = 0;
  const made = context({ stdout: paper({ columns: 120 }), ask: async () => typed[count++] });
  return Object.assign(made, { asked: () => count });
}

describe('tve-auth-flow replay', () => {
  it('shows steps and responses as they came', async () => {
    const { code, out, err } = await runIn(context(), 'replay', await save(await logout()));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.split('\n')).toEqual([
      '1  +0:00.000  logout                          → initiating                                  on start  (busy)',
      '   +0:00.000  server                          ‹ POST /o/client/register  201  in 0 ms',
      '   +0:00.000  server                          ‹ POST /o/client/token  201  in 0 ms',
      '   +0:00.000  server                          ‹ GET /api/v2/REF30/logout/Cablevision?redirectUrl=[redacted]  200  in 0 ms',
      '2  +0:00.000  logout                          initiating → logout                           on initiateLogout done  (needs-user)',
      '3  +0:00.500  logout                          logout → done                                 on userAgent.returned  (done)',
      '',
    ]);
  });

  it('takes the record from stdin', async () => {
    const record = JSON.stringify(await logout());
    const { code, out } = await runIn(context({ readInput: async () => record }), 'replay', '-');
    expect(code).toBe(0);
    expect(out).toContain('logout → done');
  });

  it('shows a part of it', async () => {
    const file = await save(await logout());
    const { out } = await runIn(context(), 'replay', file, '--from', '2', '--until', '2');
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => line.slice(0, 1)),
    ).toEqual([' ', ' ', ' ', '2']);
    expect((await runIn(context(), 'replay', file, '--from', '9')).out).toBe('');
  });

  it('shows one step, with its event and the view', async () => {
    const { out } = await runIn(context(), 'replay', await save(await logout()), '--step', '2');
    expect(out).toContain('2/3');
    expect(out).toContain('initiating → logout');
    expect(out).toContain("type: 'xstate.done.actor.initiateLogout'");
    expect(out).toContain("phase: 'logout'");
  });

  it('gives programs a line of JSON for each', async () => {
    const file = await save(await logout());
    const { out } = await runIn(context(), 'replay', file, '--json');
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(lines).toMatchObject([
      { position: 1, event: { type: 'xstate.init' }, state: 'initiating', phase: 'initiating' },
      { response: { status: 201 } },
      { response: { status: 201 } },
      { response: { status: 200, method: 'GET' } },
      { position: 2, state: 'logout', view: { phase: 'logout', mvpd: 'Cablevision' } },
      { position: 3, event: { type: 'userAgent.returned' }, status: 'done', phase: 'done' },
    ]);
  });

  it('prints a test', async () => {
    const record = await logout();
    const { code, out } = await runIn(context(), 'replay', await save(record), '--test');
    expect(code).toBe(0);
    expect(out).toBe(testOf(record));
    expect(out).toContain(`from 'tve-auth-flow/inspect'`);
  });

  it('goes forwards and back, where somebody says so', async () => {
    const where = terminal('', '', 'what?', 'b', '99', '0', 'b', '', ' Q ');
    const { code, out } = await runIn(where, 'replay', await save(await logout()), '--interactive');
    expect(code).toBe(0);
    const places = [...seen(out).matchAll(/^ {2}(\d)\/3/gm)].map(([, position]) => position);
    expect(places).toEqual(['1', '2', '3', '3', '2', '3', '0', '0', '1']);
  });

  it.each([
    ['Ctrl-D', [undefined], 1],
    ['the last step', ['3', ''], 2],
  ])('ends with %s', async (_, typed, asked) => {
    const where = terminal(...typed);
    const file = await save(await logout());
    expect((await runIn(where, 'replay', file, '--interactive')).code).toBe(0);
    expect(where.asked()).toBe(asked);
  });

  it('has colours in a terminal alone, and none where they are not wanted', async () => {
    const file = await save(await logout());
    const wide = () => context({ stdout: paper({ columns: 120 }) });
    const coloured = (await runIn(wide(), 'replay', file)).out;
    const plain = (await runIn(context(), 'replay', file)).out;
    expect(coloured).toContain('\u001B[36m');
    expect(seen(coloured)).toBe(plain);
    expect((await runIn(wide(), 'replay', file, '--no-color')).out).toBe(plain);
  });

  it('fails where the machines go another way, and says where', async () => {
    const file = await save(diverging(await logout()));
    const { code, out, err } = await runIn(context(), 'replay', file);
    expect(code).toBe(1);
    expect(err).toBe(
      'tve-auth-flow: the record goes another way now: step 2 led to partner_logout, and now leads to logout\n',
    );
    expect(out).toContain('≠ step 2 led to partner_logout');
    const { out: json, code: exit } = await runIn(context(), 'replay', file, '--json');
    expect(exit).toBe(1);
    expect(json).toContain('"found":{"status":"active","value":"logout"}');
  });

  it('says what it does not know, and what is missing', async () => {
    const recorder = recorderSink({ limit: 1 });
    const machine = createMachine({
      id: 'shell\u001B[2J',
      initial: 'a',
      states: { a: { on: { go: 'b' } }, b: {} },
    });
    const inspect = createInspection({ sinks: [recorder] });
    createActor(machine, { inspect }).start().send({ type: 'go' });
    const { code, out } = await runIn(context(), 'replay', await save(recorder.record()));
    expect(code).toBe(0);
    expect(out).toContain('1 step before is not in it.');
    expect(out).toContain('on go');
    expect(out).toContain('Not replayed, since its machine is not known here: shell');
    expect(out).not.toContain('\u001B');
  });

  it('lets nothing in a record do something to a terminal', async () => {
    const bad = '\u001B[2J\u009B\u202E';
    const text = JSON.stringify(await logout())
      .replaceAll('userAgent.returned', `userAgent.returned${bad}`)
      .replaceAll('"method":"', `"method":"${bad}`)
      .replaceAll('"done"', `"done${bad}"`)
      .replaceAll(`"status":"done${bad}"`, '"status":"done"');
    const file = await save(text);
    for (const flags of [[], ['--step', '3'], ['--step', '2']]) {
      const { out, err } = await runIn(context(), 'replay', file, ...flags);
      // oxlint-disable-next-line no-control-regex -- They are what must not be there.
      expect(out + err).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E]/);
    }
  });
});

describe('what is no flight record', () => {
  const newer = async () => ({ ...(await logout()), version: 2 });

  it.each<[what: string, make: () => unknown, why: string]>([
    ['no JSON', () => 'once upon a time', 'record: is not JSON, or not all of it'],
    [
      'a record that is cut off',
      async () => JSON.stringify(await logout()).slice(0, 99),
      'not all',
    ],
    ['other JSON', () => ({ log: { version: '1.2', entries: [] } }), 'record.format: must be'],
    ['a newer version', newer, 'record.version: is of a newer version of tve-auth-flow'],
    ['nothing', () => '', 'record: is not JSON'],
  ])('%s fails in one line', async (_, make, why) => {
    const file = await save(await make(), 'bad.json');
    for (const flags of [[], ['--json'], ['--test']]) {
      const { code, out, err } = await runIn(context(), 'replay', file, ...flags);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toContain(`no flight record that can be read in ${file}`);
      expect(err).toContain(why);
      expect(err).toMatch(/^tve-auth-flow: [^\n]+\n$/);
    }
  });

  it('a file that is not there fails in one line', async () => {
    const file = join(folder, 'nowhere.json');
    expect(await runIn(context(), 'replay', file)).toEqual({
      code: 1,
      out: '',
      err: `tve-auth-flow: cannot read ${file}: no such file or folder\n`,
    });
    expect((await runIn(context(), 'replay', folder)).err).toContain('it is a folder');
  });

  it.each([
    [[], 'FILE is missing'],
    [['a.json', 'b.json'], 'unexpected "b.json"'],
    [['a.json', '--json', '--test'], '--json and --test exclude each other'],
    [['a.json', '--interactive'], '--interactive needs a terminal'],
    [['FILE', '--step', '4'], '--step must be a whole number from 0 to 3'],
    [['FILE', '--from', '0'], '--from must be'],
    [['FILE', '--from', '3', '--until', '2'], '--from is after --until'],
  ])('a command line that makes no sense: %j', async (args, why) => {
    const file = await save(await logout());
    const given = args.map((arg) => (arg === 'FILE' ? file : arg));
    const { code, err } = await runIn(context(), 'replay', ...given);
    expect(code).toBe(2);
    expect(err).toContain(why);
  });
});

describe('tve-auth-flow demo --record', () => {
  it('writes a record that replays, for its owner alone', async () => {
    vi.useRealTimers();
    const file = join(folder, 'demo.json');
    const { code, err } = await runIn(context(), 'demo', '--record', file);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const record = JSON.parse(await readFile(file, 'utf8')) as FlightRecord;
    expect(record.dropped).toBe(0);
    expect(record.responses.length).toBeGreaterThan(20);
    const { code: again, out } = await runIn(context(), 'replay', file);
    expect(again).toBe(0);
    expect(out).toContain('partner_profile');
  }, 60_000);

  it('says where it can not be written', async () => {
    vi.useRealTimers();
    const { code, err } = await runIn(context(), 'demo', '--record', join(folder, 'no/where.json'));
    expect(code).toBe(1);
    expect(err).toContain('where.json: no such file or folder');
  }, 60_000);
});
