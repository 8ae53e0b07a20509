import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AnyStateMachine, createActor } from 'xstate';
import { restoreActor } from '../../src/index.js';
import type { Fault } from '../../src/simulator/index.js';
import {
  authenticate,
  authenticateWithPartner,
  logOut,
  resetTempPasses,
} from '../support/flows.js';
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
  reset: [{ type: 'reset.confirmed' }, { type: 'retry' }],
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
      if (code) simulator.expireSession(code);
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
  const runs = { numRuns: 150 };

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
