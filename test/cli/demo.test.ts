import { describe, expect, it, vi } from 'vitest';
import { storyClock } from '../../src/cli/demo/story-clock.js';
import { tellStory } from '../../src/cli/demo/story.js';
import { MARGIN } from '../../src/cli/demo/words.js';
import { serverOf } from '../../src/cli/demo/world.js';
import { openScreen } from '../../src/cli/screen/index.js';
import {
  createSimulator,
  type Simulator,
  type SimulatorOptions,
} from '../../src/simulator/index.js';
import { inTurn } from '../support/depth.js';
import { simulateTime, START } from '../support/world.js';
import { context, paper, seen, type TestContext, transitions } from './support.js';

simulateTime();

/** Milliseconds that the story may take on a terminal. */
const LENGTH = 45_000;
const DAY = 24 * 60 * 60_000;

/** Starts the story against a simulator without a socket. */
function tell(
  surroundings: TestContext,
  {
    flags = {},
    options = {},
    ...world
  }: {
    flags?: Record<string, true>;
    options?: SimulatorOptions;
    interactive?: boolean;
    paced?: boolean;
  } = {},
) {
  const clock = storyClock();
  const simulator = createSimulator({ ...serverOf(clock), ...options });
  const screen = openScreen(flags, surroundings, MARGIN);
  const { signal } = surroundings;
  const ended = tellStory(
    {
      simulator,
      origin: 'http://127.0.0.1:8080',
      fetch: simulator.fetch,
      clock,
      interactive: false,
      paced: true,
      ...world,
    },
    { screen, signal },
  ).finally(() => screen.close());
  // Looked at later, when the time has gone by.
  ended.catch(() => {});
  return { simulator, ended };
}

/** What the apps have sent; one check of a code stands for all that follow it. */
const sentBy = ({ requests }: Simulator) =>
  requests
    .filter(({ viewer }) => !viewer)
    .map(({ endpoint }) => endpoint)
    .filter((endpoint, index, all) => endpoint !== 'E10' || all[index - 1] !== 'E10');

describe('the story', () => {
  it('takes less than 45 seconds, and leaves no timer behind', async () => {
    const surroundings = context({ stdout: paper({ columns: 100 }) });
    const { ended } = tell(surroundings);
    await vi.advanceTimersByTimeAsync(LENGTH);
    await ended;
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    ['a pipe', undefined],
    ['a terminal', { columns: 100 }],
    ['a narrow terminal', { columns: 60 }],
  ])('says in %s what happens, act by act', async (_, size) => {
    const surroundings = context({ stdout: paper(size) });
    const { ended } = tell(surroundings, { paced: size !== undefined });
    await vi.advanceTimersByTimeAsync(LENGTH);
    await ended;
    const text = seen(surroundings.stdout.text());
    const words = text.replaceAll(/\s+/g, ' ');
    let from = 0;
    const acts = [
      '1 The first start; restoring; checking; unauthenticated; viewer; fetchingConfiguration',
      'choosing; Cablevision, Dish, Sling and Spectrum; creating; authenticate',
      'viewer; ✓ authenticated; Cablevision: reason login',
      '2 What; preauthorizing; marks; football locked; late-film locked; Parental controls',
      'play news; play football; Your',
      '3 The app; restoring; unconfirmed; ✓ authenticated; reason authenticated',
      '4 A month; 30 days later; unconfirmed; ✓ authenticated; reason degraded; ✓ play news',
      '5 The login; an hour later; play series; authenticated_profile_expired; confirming',
      'authenticate; ✓ authenticated; reason login; ✓ play series',
      '6 Ten minutes; ✓ play football; temppass; 10 minutes later; temporary_access_over',
      '7 On the tablet; checking; unauthenticated; status; creating; partner_profile',
      '✓ authenticated; Spectrum; appleSSO; ✓ play news',
      '8 With an account; partner_logout; ✓ partner_logout; Spectrum; status; configuration_fallback',
      '✓ authenticated; Dish; reason login, profile regular',
      '9 Sign-out; logout; ✓ logout; Cablevision; ✓ complete; Dish; ✓ invalid; Sling',
      'restoring; checking; ✓ unauthenticated; All as it should be; What to do next',
    ];
    // On a narrow one, the phase within a phase stands beside it.
    const wide = size?.columns !== 60;
    for (const said of acts.flatMap((act) => act.split('; '))) {
      const at = words.indexOf(said, from);
      expect(at, `${said} in ${words.slice(from)}`).toBeGreaterThanOrEqual(0);
      from = at;
    }
    const widest = Math.max(...text.split('\n').map((line) => line.length));
    expect(widest, text).toBeLessThanOrEqual(size?.columns ?? 80);
    expect(wide).toBe(!text.includes('authenticating authenticate\n'));
    expect(text).not.toMatch(/\n\n\n|undefined/);
  });

  it('wastes no request', async () => {
    const { ended, simulator } = tell(context());
    await vi.advanceTimersByTimeAsync(LENGTH);
    await ended;
    const acts = [
      'E1 E2 E8 E3 E4 E10',
      'E13 E14 E14',
      'E9',
      'E2 E9 E14',
      'E14 E4 E10 E14',
      'E14 E14',
      'E1 E2 E8 E11 E12 E14',
      'E15 E11 E10',
      'E15 E15 E8',
    ];
    expect(sentBy(simulator)).toEqual(acts.flatMap((act) => act.split(' ')));
    expect(simulator.requests.filter(({ status }) => status === 429)).toEqual([]);
  });

  it('is told to programs as transitions, and tells them no secret', async () => {
    const surroundings = context();
    const { ended, simulator } = tell(surroundings, { flags: { json: true }, paced: false });
    await vi.advanceTimersByTimeAsync(LENGTH);
    await ended;
    const told = transitions(surroundings.stdout.text());
    expect(new Set(told.map(({ machine }) => machine))).toEqual(new Set(['entitlement']));
    expect(new Set(told.map(({ device }) => device))).toEqual(new Set(['television', 'tablet']));
    const phases = (step: string) => [
      ...new Set(told.filter((line) => line.step === step).map(({ phase }) => phase)),
    ];
    expect(Object.fromEntries(told.map(({ step }) => [step, phases(step)]))).toEqual({
      'first-start': [
        'restoring',
        'checking',
        'unauthenticated',
        'fetchingConfiguration',
        'choosing',
        'authenticating',
        'authenticated',
      ],
      watch: ['authenticated'],
      restart: ['restoring', 'authenticated'],
      degraded: ['authenticated'],
      confirm: ['authenticated', 'confirming', 'authenticating'],
      temporary: ['authenticated'],
      partner: ['restoring', 'checking', 'unauthenticated', 'authenticating', 'authenticated'],
      'partner-fallback': ['loggingOut', 'unauthenticated', 'authenticating', 'authenticated'],
      'sign-out': ['loggingOut', 'unauthenticated', 'restoring', 'checking'],
    });
    expect(told.map(({ state }) => state)).toEqual(
      expect.arrayContaining([
        'viewer.signingIn.authenticating requests authentication.loggingIn.action.authenticate loggingIn.login.polling.checking',
        'viewer.authenticated.confirmed requests play-2.authorizing play-3.authorizing',
        'viewer.signingOut.loggingOut requests logout.partner_logout',
      ]),
    );
    expect(told[0]?.at).toBe(START);
    expect(told.at(-1)?.at).toBeGreaterThan(START + 30 * DAY);
    const lines = surroundings.stdout.text().split('\n');
    expect(lines.filter((line, index) => lines.indexOf(line) !== index)).toEqual([]);
    for (const { headers } of simulator.requests) {
      const token = headers['authorization']?.replace('Bearer ', '');
      if (token !== undefined) expect(surroundings.stdout.text()).not.toContain(token);
    }
  });
});

describe('a person at the keyboard', () => {
  const codes = ({ stdout }: TestContext) =>
    [...stdout.text().matchAll(/Code {3}(\w+)/g)].map(([, code = '']) => code);

  it('signs in twice, and may take as long as a code lives, and another code', async () => {
    const surroundings = context();
    const { simulator, ended } = tell(surroundings, {
      interactive: true,
      options: { codeLife: 60_000 },
    });
    await vi.advanceTimersByTimeAsync(70_000);
    expect(codes(surroundings)).toHaveLength(2);
    await simulator.viewer.signIn({ code: codes(surroundings)[1] ?? '' });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(codes(surroundings)).toHaveLength(3);
    expect(surroundings.stdout.text()).not.toContain('6  Ten minutes');
    await simulator.viewer.signIn({ code: codes(surroundings)[2] ?? '' });
    await simulator.fetch('/done');
    await vi.advanceTimersByTimeAsync(LENGTH);
    await ended;
    expect(surroundings.stdout.text()).toContain('All as it should be');
  });

  it('sees until when the code lives, on the clock of the wall', async () => {
    const surroundings = context({ stdout: paper({ columns: 100 }) });
    const { simulator } = tell(surroundings, { interactive: true });
    await vi.advanceTimersByTimeAsync(10_000);
    const text = () => seen(surroundings.stdout.text().replaceAll('\r', '\n'));
    const [code = ''] = /(?<=Code {3})\w+/.exec(text()) ?? [];
    await simulator.viewer.signIn({ code });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(text()).toContain('5  The login works again');
    expect(text()).toContain('30:00  Open the page in your browser');
    expect(text()).not.toMatch(/\d+:\d\d:\d\d {2}Open/);
    surroundings.stop();
  });
});

/** All over the story. */
const times = Array.from({ length: 21 }, (_, index) => 100 + index * 2000);

describe('what goes wrong', () => {
  const broken = { status: 500, times: 20 };
  it.each<[string, (simulator: Simulator) => void, string]>([
    ['The first start', ({ faults }) => faults.add({ endpoint: 'E3', ...broken }), 'failed: '],
    [
      'What the viewer may watch',
      ({ faults }) => faults.add({ endpoint: 'E13', ...broken }),
      'be locked',
    ],
    [
      'The app is closed, and started again',
      ({ faults }) => faults.add({ endpoint: 'E9', ...broken }),
      'should have sent E9 alone',
    ],
    [
      'A month later, and a login that is out of order',
      ({ faults }) => faults.add({ endpoint: 'E9', after: 1, code: 'invalid_integration' }),
      'there after 20 s',
    ],
    [
      'The login works again',
      ({ faults }) => faults.add({ endpoint: 'E4', after: 1, ...broken }),
      'failed: ',
    ],
    [
      'Ten minutes of football',
      ({ decisions }) =>
        decisions.deny({
          mvpd: 'TempPass_Football',
          code: 'temporary_access_resources_limit_exceeded',
        }),
      'should be permitted, not temporary_access_over',
    ],
    [
      'On the tablet, with the account in its settings',
      ({ partner }) => partner({ configured: false }),
      'there after 20 s',
    ],
    [
      'With an account that is not set up for that',
      ({ faults }) => faults.add({ endpoint: 'E11', after: 1, ...broken }),
      'failed: ',
    ],
    [
      "Sign-out, at the viewer's word",
      ({ logoutTogether }) => logoutTogether('Cablevision', 'Dish'),
      'should come to',
    ],
  ])('is told in one line with the act it happened in: %s', async (act, sabotage, why) => {
    const { simulator, ended } = tell(context());
    sabotage(simulator);
    await vi.advanceTimersByTimeAsync(2 * LENGTH);
    const message = await ended.then(String, String);
    expect(message).toContain(`act “${act}” did not end as it should: `);
    expect(message).toContain(why);
    expect(message).not.toContain('\n');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is a step that hangs', async () => {
    const { simulator, ended } = tell(context());
    simulator.faults.add({ endpoint: 'E12', delay: 1_000_000 });
    await vi.advanceTimersByTimeAsync(2 * LENGTH);
    await expect(ended).rejects.toThrow(/^act “On the tablet, [^\n]*$/);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is a request that nobody needs', async () => {
    const { simulator, ended } = tell(context());
    await vi.advanceTimersByTimeAsync(40_000);
    await simulator.fetch('/api/v2/REF30/configuration');
    await vi.advanceTimersByTimeAsync(LENGTH);
    await expect(ended).rejects.toThrow('There should be 1 of configuration, not 2');
  });

  it.each(inTurn(times, 0, 3))('stops at once after %i ms', async (time) => {
    const surroundings = context({ stdout: paper({ columns: 100 }) });
    const { ended, simulator } = tell(surroundings);
    await vi.advanceTimersByTimeAsync(time);
    surroundings.stop();
    // But for the last line, which is cleared.
    const said = seen(`${surroundings.stdout.text()}\r\u001B[2K`);
    const sent = simulator.requests.length;
    await expect(ended).rejects.toThrow(/did not end as it should|aborted/);
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(simulator.requests).toHaveLength(sent);
    expect(seen(surroundings.stdout.text())).toBe(said);
  });
});
