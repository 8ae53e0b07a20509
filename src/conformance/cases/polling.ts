import type { JournalEntry } from '../../simulator/index.js';
import type { ConformanceCase, ConformanceContext } from '../case.js';
import { check } from '../failure.js';

/** Milliseconds; a hair below three seconds, for the clocks of others. */
const SHORTEST = 2950;

/** Looks at the distance between polls. */
function checkDistance(polls: readonly JournalEntry[], { listed }: ConformanceContext): void {
  for (const [index, { at }] of polls.entries()) {
    const before = polls[index - 1];
    check(
      !before || at - before.at >= SHORTEST,
      `Polls should be 3 seconds apart at least. Seen: ${listed(polls.slice(Math.max(0, index - 2)))}.`,
    );
  }
}

/** A code is shown that nobody logs in with, and on a primary screen the user agent has returned. */
async function waitingForLogin(context: ConformanceContext) {
  const app = await context.start();
  const state = await app.askForCode();
  check(state.phase === 'signingIn', 'A sign-in should show a code.');
  const { code } = state;
  if (context.screen === 'primary') {
    context.mark();
    await app.userAgentReturned();
  }
  return { app, code };
}

type Screen = 'primary' | 'secondary';

const interval = (screen: Screen, rule: `R${number}`): ConformanceCase => ({
  id: `polling-interval-${screen}`,
  title: `polls every three to five seconds or more, on a ${screen} screen`,
  rules: [rule, 'R74', 'R185'],
  level: 'MUST',
  screen,
  async run(context) {
    await waitingForLogin(context);
    await context.pass(90_000);
    const polls = context.expectSent('E10', [2, Infinity], 'a login is noticed by polling');
    checkDistance(polls, context);
  },
});

const expiry = (screen: Screen): ConformanceCase => ({
  id: `polling-expiry-${screen}`,
  title: `stops to poll when the code expires, on a ${screen} screen`,
  rules: ['R57', 'R70'],
  level: 'MUST',
  screen,
  simulator: { codeLife: 120_000 },
  async run(context) {
    const { code } = await waitingForLogin(context);
    const { notAfter = 0 } = context.simulator.session(code) ?? {};
    await context.pass(300_000);
    const late = context.sent('E10').filter(({ at }) => at > notAfter);
    check(
      late.length === 0,
      `No poll may follow once the code has expired. Seen after that: ${context.listed(late)}.`,
    );
  },
});

const success = (screen: Screen): ConformanceCase => ({
  id: `polling-success-${screen}`,
  title: `stops to poll when it has a profile, on a ${screen} screen`,
  rules: ['R69'],
  level: 'MUST',
  screen,
  async run({ start, mark, pass, expectSent }) {
    const app = await start();
    await app.logIn();
    mark();
    await pass(60_000);
    expectSent('E10', 0, 'the profile is there');
  },
});

const replaced = (screen: Screen): ConformanceCase => ({
  id: `polling-new-code-${screen}`,
  title: `polls for a new code alone once it has one, on a ${screen} screen`,
  rules: ['R71'],
  level: 'MUST',
  screen,
  needs: ['newCode'],
  async run(context) {
    const { app, code } = await waitingForLogin(context);
    await context.pass(12_000);
    context.mark();
    await app.newCode();
    await context.pass(1000);
    const state = await app.reaches('signingIn');
    check(state.code !== code, `Another code than ${code} should be shown.`);
    if (screen === 'primary') await app.userAgentReturned();
    await context.pass(60_000);
    const created = context.expectSent('E4', 1, 'a new code is a new session')[0]?.at ?? 0;
    const old = context
      .sent('E10')
      .filter(({ at, path }) => at > created && path.endsWith(`/${code}`));
    check(
      old.length === 0,
      `Nobody may ask for the replaced code ${code}. Seen: ${context.listed(old)}.`,
    );
    await app.logInWith(state.code);
    await app.reaches('signedIn');
  },
});

/** When an app polls, how often, and for what. */
export const pollingCases: readonly ConformanceCase[] = [
  {
    id: 'polling-start-primary',
    title: 'polls on a primary screen only after the user agent has returned',
    rules: ['R67'],
    level: 'MUST',
    screen: 'primary',
    async run({ start, pass, mark, expectSent }) {
      const app = await start();
      const state = await app.askForCode();
      check(state.phase === 'signingIn', 'A sign-in should show a code.');
      await pass(60_000);
      expectSent('E10', 0, 'the viewer is still in the user agent');
      mark();
      await app.logInWith(state.code);
      await pass(10_000);
      expectSent('E10', [1, 3], 'the user agent has returned');
    },
  },
  {
    id: 'polling-start-secondary',
    title: 'polls on a secondary screen as soon as the code is shown',
    rules: ['R68'],
    level: 'MUST',
    screen: 'secondary',
    async run({ start, pass, expectSent }) {
      const app = await start();
      await app.askForCode();
      await pass(10_000);
      expectSent('E10', [1, 4], 'the code has been shown for 10 seconds');
    },
  },
  {
    id: 'polling-endpoint',
    title: 'polls the profile by code',
    rules: ['R66', 'R79', 'R80'],
    level: 'MUST',
    async run(context) {
      const { app, code } = await waitingForLogin(context);
      context.mark();
      await context.pass(30_000);
      const polls = context.expectSent('E10', [1, Infinity], 'a login is noticed by E10');
      for (const { path } of polls)
        check(path.endsWith(`/profiles/code/${code}`), `E10 should ask for ${code}, not ${path}.`);
      for (const endpoint of ['E6', 'E8', 'E9', 'E12'] as const)
        context.expectSent(endpoint, 0, 'a login is noticed by E10 alone');
      await app.logInWith(code);
      await app.reaches('signedIn');
    },
  },
  interval('primary', 'R72'),
  interval('secondary', 'R73'),
  success('primary'),
  success('secondary'),
  expiry('primary'),
  expiry('secondary'),
  replaced('primary'),
  replaced('secondary'),
  {
    id: 'polling-throttled',
    title: 'goes on polling after a 429, and after a second at least',
    rules: ['R75', 'R184'],
    level: 'MUST',
    async run(context) {
      const { app, code } = await waitingForLogin(context);
      await context.pass(10_000);
      context.simulator.faults.add({ endpoint: 'E10', status: 429 });
      context.mark();
      await context.pass(20_000);
      const polls = context.expectSent('E10', [2, Infinity], 'a 429 ends no sign-in');
      const [refused, next] = context.sent();
      check(
        refused && next && next.at - refused.at >= 1000,
        `After a 429, nothing may be sent for a second. Seen: ${context.listed(polls.slice(0, 3))}.`,
      );
      await app.logInWith(code);
      await app.reaches('signedIn');
    },
  },
  {
    id: 'polling-faults',
    title: 'goes on polling at its distance after polls that failed',
    rules: ['R74', 'R172'],
    level: 'MUST',
    async run(context) {
      const { app, code } = await waitingForLogin(context);
      await context.pass(10_000);
      context.simulator.faults.add({ endpoint: 'E10', status: 503 });
      context.simulator.faults.add({ endpoint: 'E10', cut: true, after: 1 });
      context.mark();
      await context.pass(60_000);
      checkDistance(context.sent('E10'), context);
      await app.logInWith(code);
      await app.reaches('signedIn');
    },
  },
];
