import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AnyStateMachine, createActor } from 'xstate';
import { permitCache, restoreActor, takeMediaToken } from '../../src/index.js';
import type { Fault } from '../../src/simulator/index.js';
import {
  authenticate,
  authenticateWithPartner,
  logOut,
  marking,
  play,
  resetTempPasses,
} from '../support/flows.js';
import { codeOfTelevision, phoneOf, secondScreen } from '../support/second-screen.js';
import { START, world, type World } from '../support/world.js';

// One clock for each run, not for each test: a property has many runs.
beforeEach(() => vi.useFakeTimers({ now: START }));
afterEach(() => vi.useRealTimers());

interface Flow {
  getSnapshot(): { status: string; can(event: never): boolean; value: unknown };
  getPersistedSnapshot(): unknown;
  send(event: { type: string }): void;
  start(): unknown;
  stop(): unknown;
}

const parameters = {
  mvpd: 'Cablevision',
  domainName: 'adobe.com',
  redirectUrl: 'https://adobe.com',
};
const events = {
  authentication: [
    { type: 'parameters.provided', ...parameters },
    { type: 'parameters.provided', mvpd: 'Nobody' },
    { type: 'parameters.provided' },
    { type: 'userAgent.returned' },
    { type: 'userAgent.closed' },
    { type: 'profile.check' },
    { type: 'code.renew' },
    { type: 'retry' },
  ],
  logout: [
    { type: 'userAgent.returned' },
    { type: 'userAgent.skipped' },
    { type: 'partnerLogout.confirmed' },
    { type: 'retry' },
  ],
  secondScreen: [
    { type: 'code.entered', code: 'ZZZZZZZ' },
    { type: 'mvpd.selected', mvpd: 'Cablevision' },
    { type: 'mvpd.selected', mvpd: 'Nobody' },
    { type: 'parameters.provided', ...parameters },
    { type: 'parameters.provided' },
    { type: 'userAgent.returned' },
    { type: 'userAgent.closed' },
    { type: 'retry' },
  ],
  reset: [{ type: 'reset.confirmed' }, { type: 'retry' }],
  decision: [{ type: 'retry' }],
};

const faults: Fault[] = [
  { cut: 'before' },
  { cut: 'after' },
  { truncate: true },
  { html: true, status: 200 },
  { status: 429 },
  { status: 503 },
  { status: 401, body: '' },
  { code: 'internal_server_error' },
  { code: 'invalid_integration' },
  { code: 'invalid_authentication_session' },
  { code: 'network_received_error' },
  { code: 'invalid_access_token_client_application' },
  { delay: 4000 },
  { delay: 40_000 },
  { status: 200, body: { actionName: 'dance' } },
  { status: 200, body: { profiles: {} } },
  { status: 200, body: { decisions: [] } },
  { status: 200, body: { decisions: [{ resource: 'one', authorized: true }] } },
  { code: 'authenticated_profile_expired' },
  { code: 'authorization_denied_by_mvpd' },
  { status: 200, body: { logouts: { A: { actionName: 'logout', url: '//evil.example' } } } },
];

type Step =
  | { do: 'send'; event: { type: string } }
  | { do: 'pass'; milliseconds: number }
  | { do: 'fault'; fault: Fault }
  | { do: 'restart' }
  | { do: 'sign in' }
  | { do: 'forget' };

const steps = (of: ReadonlyArray<{ type: string }>) =>
  fc.array(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.constantFrom(...of).map((event): Step => ({ do: 'send', event })),
      },
      {
        weight: 6,
        arbitrary: fc
          .constantFrom(0, 1, 500, 2999, 3000, 5000, 20_000, 120_000)
          .map((milliseconds): Step => ({ do: 'pass', milliseconds })),
      },
      {
        weight: 2,
        arbitrary: fc.constantFrom(...faults).map((fault): Step => ({ do: 'fault', fault })),
      },
      { weight: 1, arbitrary: fc.constant<Step>({ do: 'restart' }) },
      { weight: 1, arbitrary: fc.constant<Step>({ do: 'sign in' }) },
      { weight: 1, arbitrary: fc.constant<Step>({ do: 'forget' }) },
    ),
    { maxLength: 40 },
  );

/** The codes that the server gave, and until when they were good. */
const codeOf = (flow: Flow): string | undefined => {
  const { context } = flow.getSnapshot() as unknown as {
    context: { session?: { code?: string } | null };
  };
  return context.session?.code;
};

/** Walks, and gives the flow that stands at the end. */
async function walk(
  made: World,
  machine: AnyStateMachine,
  first: Flow,
  path: readonly Step[],
): Promise<Flow> {
  let flow = first;
  const { simulator, pass } = made;
  for (const step of path) {
    if (flow.getSnapshot().status === 'done') break;
    if (step.do === 'send') flow.send(step.event);
    else if (step.do === 'pass') await pass(step.milliseconds);
    else if (step.do === 'fault') simulator.faults.add(step.fault);
    else if (step.do === 'restart') {
      const stored = JSON.stringify(flow.getPersistedSnapshot());
      flow.stop();
      flow = restoreActor(machine, stored) as unknown as Flow;
      flow.start();
    } else if (step.do === 'forget') {
      const code = codeOf(flow);
      // A new code may have been lost with its answer.
      if (code && simulator.session(code)) simulator.expireSession(code);
    } else {
      const code = codeOf(flow);
      if (code && simulator.session(code)?.status === 'open')
        await simulator.viewer.signIn({ code, mvpd: 'Cablevision' }).catch(() => {});
    }
    expect(flow.getSnapshot().status).not.toBe('error');
  }
  return flow;
}

/** Checks that a person can leave the state that a flow stands in. */
function expectAWayOut(flow: Flow): void {
  const { status } = flow.getSnapshot();
  if (status === 'done') return;
  expect(status).toBe('active');
  flow.send({ type: 'cancel' });
  expect(flow.getSnapshot().status).toBe('done');
}

describe('whatever happens', () => {
  // The same walks each time; other ones, and more of them, with `WALK_SEED=7 WALKS=5000`.
  const { WALK_SEED = '20260105', WALKS = '150' } = process.env;
  const runs = { numRuns: Number(WALKS), seed: Number(WALK_SEED) };

  it.each(['primary', 'secondary'] as const)(
    'a login on a %s screen keeps the rules of polling',
    { timeout: 60_000 },
    async (screen) => {
      await fc.assert(
        fc.asyncProperty(steps(events.authentication), fc.boolean(), async (path, knows) => {
          vi.setSystemTime(START);
          const made = world({ throttle: false, codeLife: 60_000 });
          const flow = authenticate(made.client, {
            screen,
            ...(!knows && { mvpd: undefined as never }),
          });
          const end = await walk(made, flow.machine, flow as unknown as Flow, path);
          const checks = made.simulator.requests.filter(({ endpoint }) => endpoint === 'E10');
          let last: (typeof checks)[number] | undefined;
          for (const check of checks) {
            // The replay after a 401 is the same check, with a new token.
            if (last && last.status !== 401)
              expect(check.at - last.at).toBeGreaterThanOrEqual(3000);
            last = check;
            const code = decodeURIComponent(check.path.split('/').at(-1) ?? '');
            const created = made.simulator.requests.filter(
              ({ endpoint, at, status }) => endpoint === 'E4' && at <= check.at && status === 200,
            );
            const known = made.simulator.session(code);
            if (known) expect(check.at).toBeLessThan(known.notBefore + 60_000);
            expect(created.length).toBeGreaterThan(0);
          }
          expectAWayOut(end);
          await made.pass(120_000);
          expect(made.simulator.requests.filter(({ endpoint }) => endpoint === 'E10')).toHaveLength(
            checks.length,
          );
        }),
        runs,
      );
    },
  );

  it.each([false, true])(
    'the page on a phone checks once for each return, where codes are renewed: %s',
    { timeout: 60_000 },
    async (renewCodeOnResume) => {
      // The code that the television shows, which a walk cannot know.
      const typed = { type: 'code.entered', code: '' };
      // Most of what can go wrong does so around a return.
      const returns = Array.from({ length: 6 }, () => ({ type: 'userAgent.returned' }));
      await fc.assert(
        fc.asyncProperty(
          steps([typed, ...events.secondScreen, ...returns]),
          fc.boolean(),
          async (path, knows) => {
            vi.setSystemTime(START);
            const made = world({ throttle: false, codeLife: 60_000, renewCodeOnResume });
            typed.code = await codeOfTelevision(made, knows ? parameters : {});
            const flow = secondScreen(phoneOf(made), { code: typed.code });
            await made.pass(0);
            const end = await walk(made, flow.machine, flow as unknown as Flow, path);
            // The replay after a 401 is the same check, with a new token.
            const checks = made.simulator.requests.filter(
              ({ endpoint, status }) => endpoint === 'E10' && status !== 401,
            );
            // A check that a restart has cut off is made again, and so is one that failed, on a retry.
            const causes = path.filter(
              (step) =>
                step.do === 'restart' ||
                (step.do === 'send' && /^(userAgent\.|retry)/.test(step.event.type)),
            );
            expect(checks.length).toBeLessThanOrEqual(causes.length);
            for (const [index, { at, path: where }] of checks.entries()) {
              if (index > 0) expect(at - checks[index - 1]!.at).toBeGreaterThanOrEqual(3000);
              const known = made.simulator.session(where.split('/').at(-1) ?? '');
              if (known) expect(at).toBeLessThan(known.notBefore + 60_000);
            }
            const sent = () => made.seen().filter((endpoint) => /^E(5|6|10)$/.test(endpoint));
            const before = sent();
            expectAWayOut(end);
            await made.pass(120_000);
            expect(sent()).toEqual(before);
          },
        ),
        runs,
      );
    },
  );

  it('a partner login ends somewhere that can be left', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(steps(events.authentication), async (path) => {
        vi.setSystemTime(START);
        const made = world({ throttle: false, codeLife: 60_000 });
        const flow = authenticateWithPartner(made.client);
        expectAWayOut(await walk(made, flow.machine, flow as unknown as Flow, path));
      }),
      runs,
    );
  });

  it('a logout claims nothing that was not done', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(steps(events.logout), async (path) => {
        vi.setSystemTime(START);
        const made = world({ throttle: false });
        made.simulator.profiles.add({ mvpd: 'Cablevision' });
        const flow = logOut(made.client);
        const end = await walk(made, flow.machine, flow as unknown as Flow, path);
        const snapshot = end.getSnapshot() as unknown as {
          output?: { phase: string; outcomes: Array<{ actionName: string; carriedOut: boolean }> };
        };
        const returned = path.some(
          (step) => step.do === 'send' && step.event.type === 'userAgent.returned',
        );
        for (const { actionName, carriedOut } of snapshot.output?.outcomes ?? []) {
          if (actionName === 'logout' && carriedOut) expect(returned).toBe(true);
          // There was a profile: where the server knows of none any more, an answer was lost.
          if (actionName === 'invalid') expect(carriedOut).toBe(false);
        }
        expectAWayOut(end);
      }),
      runs,
    );
  });

  it('a play request permits only what was permitted for it', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        steps(events.decision),
        fc.constantFrom('', 'no', 'fails', 'late'),
        fc.boolean(),
        async (path, backend, mayWatch) => {
          vi.setSystemTime(START);
          const made = world({ throttle: false });
          made.simulator.profiles.add({ mvpd: 'Cablevision' });
          made.simulator.mvpd({ id: 'Cablevision', permits: mayWatch ? ['one'] : [] });
          const used: string[] = [];
          let valid = false;
          const flow = play(made.client, {
            ...(backend !== '' && {
              verifyMediaToken: async (token) => {
                used.push(token);
                if (backend === 'late') await new Promise((resolve) => setTimeout(resolve, 3000));
                if (backend === 'fails' && used.length % 2 === 1) throw new Error(token);
                valid =
                  backend !== 'no' &&
                  made.simulator.verifyMediaToken(token, 'one') === 'VALID_TOKEN';
                return valid;
              },
            }),
          });
          const end = await walk(made, flow.machine, flow as unknown as Flow, path);
          const { output } = end.getSnapshot() as unknown as {
            output?: { phase: string; verified?: boolean; ticket?: string };
          };
          if (output?.phase === 'permitted') {
            expect(mayWatch).toBe(true);
            expect(made.seen()).toContain('E14');
            expect(output.verified).toBe(backend !== '');
            if (output.verified) expect(valid).toBe(true);
            else {
              const token = takeMediaToken(made.client, output.ticket ?? '');
              expect(made.simulator.verifyMediaToken(token?.serializedToken ?? '', 'one')).toBe(
                'VALID_TOKEN',
              );
            }
          }
          expect(new Set(used).size).toBe(used.length);
          expect(made.seen()).not.toContain('E15');
          expectAWayOut(end);
        },
      ),
      runs,
    );
  });

  it('marks are those of the MVPD, in the order of the list', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(steps(events.decision), fc.nat(12), async (path, length) => {
        vi.setSystemTime(START);
        const made = world({ throttle: false });
        made.simulator.profiles.add({ mvpd: 'Cablevision' });
        const resources = Array.from({ length: length + 1 }, (_, index) => `channel ${index}`);
        const may = (resource: string) => Number(resource.slice(8)) % 2 === 0;
        made.simulator.mvpd({ id: 'Cablevision', permits: resources.filter(may) });
        const permits = permitCache();
        const start = marking(made.client, { permits });
        for (const list of [resources.slice(0, 3), resources]) {
          const flow = start({ resources: list });
          const end = await walk(made, flow.machine, flow as unknown as Flow, path);
          const { output } = end.getSnapshot() as unknown as {
            output?: { decisions?: Array<{ resource: string; permitted: boolean }> };
          };
          if (output?.decisions) {
            expect(output.decisions.map(({ resource }) => resource)).toEqual(list);
            for (const { resource, permitted } of output.decisions)
              if (permitted) expect(may(resource)).toBe(true);
          }
          expectAWayOut(end);
        }
      }),
      runs,
    );
  });

  it('a reset of all devices waits for its confirmation', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(steps(events.reset), async (path) => {
        vi.setSystemTime(START);
        const made = world({ throttle: false });
        const flow = resetTempPasses(made.client, { mvpd: 'TempPass_TEST40', deviceId: 'all' });
        const end = await walk(made, flow.machine, flow as unknown as Flow, path);
        const confirmed = path.some(
          (step) => step.do === 'send' && step.event.type === 'reset.confirmed',
        );
        if (!confirmed) expect(made.seen()).toEqual([]);
        expectAWayOut(end);
      }),
      runs,
    );
  });
});

it('an unprovided machine can be left too', () => {
  const { machine } = logOut(world().client);
  expectAWayOut(
    createActor(machine, { input: { mvpd: 'x', redirectUrl: 'y' } }).start() as unknown as Flow,
  );
});
