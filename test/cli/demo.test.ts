import { describe, expect, it, vi } from 'vitest';
import { atFirst, television } from '../../src/cli/demo/world.js';
import { tellStory } from '../../src/cli/demo/story.js';
import { openScreen } from '../../src/cli/screen/index.js';
import { createSimulator, type SimulatorOptions } from '../../src/simulator/index.js';
import { simulateTime } from '../support/world.js';
import { context, paper, seen, type TestContext, transitions } from './support.js';

simulateTime();

const origin = 'http://127.0.0.1:8080';

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
  const simulator = createSimulator({ mvpds: atFirst, ...options });
  const screen = openScreen(flags, surroundings);
  const { signal } = surroundings;
  const ended = tellStory(
    {
      simulator,
      client: television(origin, simulator.fetch),
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

const outcomes = ['logout', 'partner_logout', 'complete', 'invalid'];

describe('the story', () => {
  it('takes less than 20 seconds, and leaves no timer behind', async () => {
    const surroundings = context({ stdout: paper({ columns: 100 }) });
    const { ended } = tell(surroundings);
    await vi.advanceTimersByTimeAsync(20_000);
    await ended;
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    ['a pipe', undefined],
    ['a terminal', { columns: 100 }],
    ['a narrow terminal', { columns: 60 }],
  ])('says in %s what happens, step by step', async (_, size) => {
    const surroundings = context({ stdout: paper(size) });
    const { ended } = tell(surroundings);
    await vi.advanceTimersByTimeAsync(20_000);
    await ended;
    const text = seen(surroundings.stdout.text()).replaceAll(/\s+/g, ' ');
    let from = 0;
    const steps = [
      '1 Sign in, creating, resume, redirectUrl, viewer, ✓ authorize, Cablevision: reason login',
      '2 Sign in, status, creating, partner_profile, ✓ authorize, Spectrum, appleSSO, until',
      '3 The same, authenticate, configuration_fallback, viewer, ✓ authorize, Dish, regular',
      '4 Sign out, ✓ logout, ✓ partner_logout, ✓ complete, ✓ invalid, All as it should be',
    ];
    for (const said of steps.flatMap((step) => step.split(', '))) {
      const at = text.indexOf(said, from);
      expect(at, `${said} in ${text.slice(from)}`).toBeGreaterThanOrEqual(0);
      from = at;
    }
  });

  it('is told to programs as transitions', async () => {
    const surroundings = context();
    const { ended, simulator } = tell(surroundings, { flags: { json: true }, paced: false });
    await vi.advanceTimersByTimeAsync(20_000);
    await ended;
    const told = transitions(surroundings.stdout.text());
    const phases = (step: string) => [
      ...new Set(told.filter((line) => line.step === step).map(({ phase }) => phase)),
    ];
    expect(phases('second-screen')).toEqual(['creating', 'resume', 'authorize']);
    expect(phases('partner')).toEqual(['status', 'creating', 'partner_profile', 'authorize']);
    expect(phases('partner-fallback')).toEqual(['status', 'creating', 'authenticate', 'authorize']);
    for (const outcome of outcomes) {
      expect(
        told.find(({ step, phase }) => step === `sign-out-${outcome}` && phase === 'done'),
      ).toMatchObject({
        machine: 'logout',
        phase: 'done',
        view: { outcomes: [{ actionName: outcome, carriedOut: true }] },
      });
    }
    const lines = surroundings.stdout.text().split('\n');
    expect(new Set(lines).size).toBe(lines.length);
    for (const { headers } of simulator.requests) {
      const token = headers['authorization']?.replace('Bearer ', '');
      if (token !== undefined) expect(surroundings.stdout.text()).not.toContain(token);
    }
  });

  it('continues with the session that the server gave along with the fallback', async () => {
    const { ended, simulator } = tell(context());
    await vi.advanceTimersByTimeAsync(20_000);
    await ended;
    const seenThere = simulator.requests.filter(({ viewer }) => !viewer);
    expect(seenThere.filter(({ endpoint }) => endpoint === 'E4')).toHaveLength(1);
    expect(seenThere.filter(({ code }) => code !== undefined)).toEqual([]);
  });
});

describe('a person at the keyboard', () => {
  it('may take as long as a code lives, choose another provider, and get another code', async () => {
    const surroundings = context();
    const { simulator, ended } = tell(surroundings, {
      interactive: true,
      options: { codeLife: 60_000 },
    });
    const codes = () =>
      [...surroundings.stdout.text().matchAll(/Code {3}(\w+)/g)].map(([, code = '']) => code);
    await vi.advanceTimersByTimeAsync(70_000);
    expect(codes()).toHaveLength(2);
    await simulator.viewer.signIn({ code: codes()[1] ?? '', mvpd: 'Verizon' });
    await vi.advanceTimersByTimeAsync(30_000);
    await ended;
    expect(surroundings.stdout.text()).toContain('Signed in with Verizon');
    expect(surroundings.stdout.text()).toContain('All as it should be');
  });
});

describe('what goes wrong', () => {
  it('is told in one line with the step it happened in', async () => {
    const surroundings = context();
    const { simulator, ended } = tell(surroundings);
    simulator.faults.add({ endpoint: 'E15', status: 500 });
    await vi.advanceTimersByTimeAsync(60_000);
    await expect(ended).rejects.toThrow(/^the sign-out did not end as it should: failed: [^\n]+$/);
  });

  it('is a step that ends otherwise than it should', async () => {
    const { simulator, ended } = tell(context());
    await vi.advanceTimersByTimeAsync(12_000);
    simulator.mvpd({ id: 'Dish', logoutEndpoint: true });
    await vi.advanceTimersByTimeAsync(60_000);
    await expect(ended).rejects.toThrow(
      'Signing out of Dish should come to complete, not to logout',
    );
  });

  it('is a step that hangs', async () => {
    const { simulator, ended } = tell(context());
    simulator.faults.add({ endpoint: 'E11', delay: 1_000_000 });
    await vi.advanceTimersByTimeAsync(60_000);
    await expect(ended).rejects.toThrow('the partner sign-in did not end as it should: ');
  });

  it.each([100, 2000, 4000, 9000, 11_000, 15_000])('stops at once after %i ms', async (time) => {
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
