import { afterEach, describe, expect, it, vi } from 'vitest';
import { assign, createActor, createMachine, setup } from 'xstate';
import { entitlementMachine, logoutMachine } from '../../src/index.js';
import { consoleSink, type ConsoleSinkOptions, createInspection } from '../../src/inspect/index.js';
import { simulateTime } from '../support/world.js';
import { lifeOfAViewer } from './support/life.js';
import { foundIn, Secrets } from './support/plant.js';

simulateTime();
afterEach(() => {
  vi.restoreAllMocks();
});

function paper(options: ConsoleSinkOptions = {}) {
  const lines: string[] = [];
  const sink = consoleSink({ log: (line) => lines.push(line), ...options });
  return { lines, inspect: createInspection({ sinks: [sink] }) };
}

const input = { mvpd: 'Cablevision', redirectUrl: 'https://adobe.com' };

/** Without the width of the columns. */
const brief = (lines: readonly string[]) =>
  lines.map((line) => line.trim().replace(/ {2,}/g, '  '));

describe('a line', () => {
  it('tells the time, the actor, the states, the event and the tags', async () => {
    const { lines, inspect } = paper();
    const flow = createActor(logoutMachine, { input, inspect }).start();
    vi.advanceTimersByTime(63_204);
    flow.send({ type: 'cancel' });
    expect(lines).toEqual([
      ' +0:00.000  logout                          → initiating                                  on start  (busy)',
      ' +1:03.204  logout                          initiating → cancelled                        on cancel  (done)',
    ]);
  });

  it('is as in a day that is long', () => {
    const { lines, inspect } = paper();
    const flow = createActor(entitlementMachine, {
      input: { screen: 'primary', redirectUrl: 'https://adobe.com' },
      inspect,
    }).start();
    vi.advanceTimersByTime(26 * 3_600_000 + 61_005);
    flow.send({ type: 'cancel' });
    vi.setSystemTime(Date.now() - 27 * 3_600_000);
    flow.send({ type: 'play', resource: 'news' });
    expect(lines[1]).toContain('+26:01:01.005  entitlement');
    expect(lines[2]).toContain('-58:58.995  entitlement');
  });

  it('follows a whole life, with what each actor did before what came of it', async () => {
    const { lines, inspect } = paper();
    await lifeOfAViewer(new Secrets(), inspect);
    const said = brief(lines).map((line) => line.replace(/^\S+ {2}/, ''));
    const index = (text: string) => {
      const found = said.findIndex((line) => line.startsWith(text));
      expect(found, `${text} in\n${said.join('\n')}`).toBeGreaterThanOrEqual(0);
      return found;
    };
    const inOrder = [
      'entitlement  → viewer.identifying.restoring requests  on start',
      'entitlement  viewer.identifying.restoring requests → viewer.identifying.checking requests  on restore done  (busy)',
      'entitlement  viewer.signingIn.choosing requests → viewer.signingIn.authenticating requests  on mvpd.selected mvpd=Cablevision',
      'entitlement › authentication  → preparing.creating  on start  (busy)',
      'entitlement › authentication  preparing.creating → loggingIn.action.authenticate loggingIn.login.open  on createSession done  (needs-user)',
      'entitlement › authentication  loggingIn.action.authenticate loggingIn.login.polling.checking → authorize  on check done  (done)',
      'entitlement  viewer.signingIn.authenticating requests → viewer.authenticated.confirmed requests  on authentication done',
      'entitlement  · play resource=news',
      'entitlement › play-2  → authorizing  on start  (busy)',
      'entitlement › play-2  verifying → permitted  on verifyMediaToken done  (done)',
      'entitlement  · play-2 done',
      'entitlement  viewer.authenticated.confirmed requests → viewer.signingOut.loggingOut requests',
      'entitlement › logout  → initiating',
      'entitlement  viewer.signedOut.unauthenticated requests · stopped',
    ].map(index);
    expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
    // What a child has changed is said once.
    expect(said.filter((line) => line.includes('changed'))).toEqual([]);
  });

  it('says why a service failed, and how a machine broke', async () => {
    const { lines, inspect } = paper();
    createActor(logoutMachine, { input, inspect }).start();
    const broken = createMachine({
      id: 'broken',
      on: {
        go: {
          actions: assign(() => {
            throw new Error('on purpose');
          }),
        },
      },
    });
    const flow = createActor(broken, { inspect });
    flow.subscribe({ error: () => {} });
    flow.start().send({ type: 'go' });
    await vi.advanceTimersByTimeAsync(0);
    expect(brief(lines)).toEqual(
      expect.arrayContaining([
        expect.stringContaining(
          'logout  initiating → failed  on initiateLogout failed: actor_not_provided',
        ),
        expect.stringContaining('on go  broke: on purpose'),
      ]),
    );
  });

  it('tells roots of the same machine apart', () => {
    const { lines, inspect } = paper();
    for (const id of [undefined, undefined, 'mine'])
      createActor(logoutMachine, { input, inspect, ...(id && { id }) }).start();
    expect(lines.map((line) => line.slice(12, 44).trim())).toEqual(['logout', 'logout 2', 'mine']);
  });

  it('is short for what changes nothing, and for what nobody takes', () => {
    const { lines, inspect } = paper();
    const flow = createActor(logoutMachine, { input, inspect }).start();
    flow.send({ type: 'no.such.event', count: 3, list: ['x'.repeat(200)] } as never);
    expect(brief(lines)[1]).toBe('+0:00.000  logout  · no.such.event count=3 list=["[redacted]"]');
  });

  it('has states side by side', () => {
    const { lines, inspect } = paper();
    const player = createMachine({
      id: 'player',
      type: 'parallel',
      states: {
        sound: { initial: 'on', states: { on: { on: { mute: 'off' } }, off: {} } },
        picture: {},
      },
    });
    createActor(player, { inspect }).start().send({ type: 'mute' });
    expect(brief(lines)[1]).toContain('sound.on picture → sound.off picture  on mute');
  });
});

describe('the sink', () => {
  it('writes to the console by default', () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    const inspect = createInspection({ sinks: [consoleSink()] });
    createActor(logoutMachine, { input, inspect }).start();
    expect(log).toHaveBeenCalledTimes(1);
    expect(log).toHaveBeenCalledWith(expect.stringContaining('initiating'));
  });

  it('has colours only where they are wanted', () => {
    const [plain, coloured] = [paper(), paper({ color: true })];
    for (const { inspect } of [plain, coloured])
      createActor(logoutMachine, { input, inspect }).start();
    expect(plain.lines.join('\n')).not.toContain('\u001B');
    expect(coloured.lines[0]).toContain('\u001B[36minitiating\u001B[39m');
    // oxlint-disable-next-line no-control-regex -- It is about control sequences.
    expect(coloured.lines[0]!.replace(/\u001B\[\d+m/g, '')).toBe(plain.lines[0]);
  });

  it('shows the actors that are wanted', async () => {
    const { lines, inspect } = paper({ actors: () => true });
    createActor(logoutMachine, { input, inspect }).start();
    await vi.advanceTimersByTimeAsync(0);
    expect(brief(lines).map((line) => line.replace(/ {2}(on|→).*/, ''))).toEqual(
      expect.arrayContaining([expect.stringContaining('logout › initiateLogout')]),
    );
  });

  it.each([
    ['an escape sequence', '\u001B[2J\u001B]0;title\u0007'],
    ['a line break', 'a\r\nb\u2028c'],
    ['what reverses the text', '\u202Eabc\u2066'],
    ['an 8-bit control sequence', '\u009B2J'],
  ])('lets %s in the data do nothing to a terminal', (_, text) => {
    const { lines, inspect } = paper();
    const machine = setup({}).createMachine({
      id: `id${text}`,
      initial: `state${text}`,
      states: { [`state${text}`]: { tags: [`tag${text}`] } },
    });
    const flow = createActor(machine, { inspect, id: `name${text}` }).start();
    flow.send({ type: `event${text}`, message: `said${text}`, [`name${text}`]: 1 } as never);
    expect(lines).toHaveLength(2);
    expect(lines.join('')).toMatch(/name.*state.*tag.*event.*said/);
    // oxlint-disable-next-line no-control-regex -- They are what must not be there.
    expect(lines.join('')).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]/);
  });

  it('holds no secret', async () => {
    const secrets = new Secrets();
    const { lines, inspect } = paper({ actors: () => true, color: true });
    await lifeOfAViewer(secrets, inspect);
    expect(lines.length).toBeGreaterThan(50);
    expect(foundIn(lines.join('\n'), secrets.all)).toEqual([]);
  });

  it('changes nothing where what it writes to fails', () => {
    const inspect = createInspection({
      sinks: [
        consoleSink({
          log: () => {
            throw new Error('no console');
          },
        }),
      ],
    });
    const flow = createActor(logoutMachine, { input, inspect }).start();
    flow.send({ type: 'cancel' });
    expect(flow.getSnapshot().value).toBe('cancelled');
  });
});
