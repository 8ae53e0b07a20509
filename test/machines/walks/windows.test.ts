import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  entitlementMachine,
  entitlementServices,
  entitlementView,
  type ViewerActor,
  watchViewer,
} from '../../../src/index.js';
import { createSimulator } from '../../../src/simulator/index.js';
import { sharedStorage } from '../../support/windows.js';
import { parameters, START } from '../../support/world.js';
import { Journey, type Kind } from './journey.js';
import { expectArrival } from './person.js';
import { timeout, walks } from './replay.js';
import { expectLogoutsAtTheWord, expectManners } from './rules/index.js';
import { type Step, steps } from './steps.js';
import { journalOf, type Sent } from './traffic.js';
import { gettingIn, isWatching, leaving, watching } from './viewer.js';
import { serverOf, surroundings } from './weather.js';

type View = ReturnType<typeof entitlementView>;

const kind: Kind<View> = {
  machine: (client) => entitlementMachine.provide({ actors: entitlementServices(client) }),
  view: entitlementView,
  signIn: (view) => (view.phase === 'authenticating' ? view.authentication : undefined),
  started: (flow, client) => void watchViewer(flow as ViewerActor, client),
};

const paths = steps({
  endpoints: ['E3', 'E4', 'E5', 'E9', 'E10', 'E14', 'E15'],
  restarts: ['page', 'process', 'launch', 'launch'],
  events: [
    { type: 'authenticate', mvpd: 'Cablevision' },
    { type: 'authenticate', mvpd: 'Cablevision' },
    { type: 'mvpd.choose' },
    { type: 'mvpd.selected', mvpd: 'Cablevision' },
    { type: 'play', resource: 'one' },
    { type: 'profile.check' },
    { type: 'logout' },
    { type: 'code.renew' },
    { type: 'userAgent.returned' },
    { type: 'userAgent.returned' },
    { type: 'userAgent.closed' },
    { type: 'partnerLogout.confirmed' },
    { type: 'retry' },
    { type: 'cancel' },
  ],
});

/** What is done in which window, or `copy`: it goes on with what the other one has stored. */
const ways = fc
  .tuple(paths, fc.infiniteStream(fc.constantFrom(0, 1)), fc.infiniteStream(fc.nat(19)))
  .map(([path, sides, dice]) =>
    path.map((step) => {
      const side = sides.next().value as 0 | 1;
      return { step: dice.next().value === 0 ? ('copy' as const) : step, side };
    }),
  );

/** Whether something in a walk lets credentials die, or delays a window that registers. */
const isOfTokens = (step: Step | 'copy'): boolean =>
  step !== 'copy' &&
  ((step.do === 'act' && step.act === 'revoke the clients') ||
    (step.do === 'fault' &&
      (step.fault.endpoint === undefined ||
        /^E[12]$/.test(step.fault.endpoint) ||
        ('code' in step.fault && step.fault.code === 'invalid_access_token_client_application'))));

/** Polls of one code keep their distance, whichever window asks; beside those that waited before they went out. */
function expectPolitePollsTogether(windows: readonly Journey<View>[]): void {
  const inJournal = journalOf(windows[0]!.simulator);
  const last = new Map<string, Sent>();
  const all = windows.flatMap(({ log }, window) =>
    log.flatMap((entry) => (entry.kind === 'request' ? [{ entry, window }] : [])),
  );
  const from = new Map<Sent, number>();
  for (const { entry, window } of all) from.set(entry, window);
  for (const { entry } of all.sort((one, other) => one.entry.number - other.entry.number)) {
    const { endpoint, path = '' } = inJournal(entry) ?? {};
    if (endpoint !== 'E10') continue;
    const before = last.get(path);
    last.set(path, entry);
    if (!before || from.get(before) === from.get(entry)) continue;
    const waited = before.at - (before.begun?.at ?? before.at);
    expect(entry.at - before.at, 'polls of two windows').toBeGreaterThanOrEqual(3000 - waited);
  }
}

describe('whatever happens in two windows on one storage', () => {
  it(
    'they register once, sign in and out together, and plays go on',
    { timeout: 3 * timeout },
    () =>
      walks(fc.tuple(surroundings, ways), async ([around, way]) => {
        const { domainName, redirectUrl } = parameters;
        const input = { screen: 'secondary', domainName, redirectUrl };
        const storage = sharedStorage();
        vi.clearAllTimers();
        vi.setSystemTime(START);
        const simulator = createSimulator(serverOf(around));
        const first = new Journey(kind, input, around, { simulator, storage: storage() });
        const second = new Journey(kind, input, around, { simulator, storage: storage() });
        const windows = [first.start(), second.start()] as const;
        for (const { step, side } of way) {
          const window = windows[side];
          if (step === 'copy') window.restart('page', windows[1 - side]!.stored);
          // They are on one device.
          else for (const one of step.do === 'clock' ? windows : [window]) await one.walk([step]);
        }
        const check = () => {
          for (const window of windows) {
            expectManners(window);
            expectLogoutsAtTheWord(window, false);
          }
          expectPolitePollsTogether(windows);
          const registrations = simulator.requests.filter(({ endpoint }) => endpoint === 'E1');
          if (!way.some(({ step }) => isOfTokens(step)))
            expect(registrations.length).toBeLessThanOrEqual(1);
        };
        check();
        for (const window of windows) window.calm();
        for (const window of windows)
          await expectArrival(window, gettingIn, ({ phase }) => phase === 'authenticated');
        expect(first.view.phase).toBe('authenticated');
        await expectArrival(first, watching, isWatching);
        second.restart('launch');
        await second.pass(6000);
        expect(second.view.phase).toBe('authenticated');
        expect(isWatching(first.view)).toBe(true);
        await expectArrival(second, leaving, ({ phase }) => phase === 'unauthenticated');
        await first.pass(6000);
        expect(first.view.phase).toBe('unauthenticated');
        for (const window of windows) window.restart('launch');
        await first.pass(6000);
        for (const window of windows) expect(window.view.phase).toBe('unauthenticated');
        check();
      }),
  );
});
