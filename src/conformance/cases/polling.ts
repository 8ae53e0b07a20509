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
  if (context.screen === 'primary') {
    await context.simulator.viewer.walkAway({ code: state.code });
    context.mark();
    await app.userAgentReturned();
  }
  return { app, code: state.code };
}

const interval = (screen: 'primary' | 'secondary', rule: `R${number}`): ConformanceCase => ({
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

/** When an app polls, how often, and for what. */
export const pollingCases: readonly ConformanceCase[] = [
  interval('primary', 'R72'),
  interval('secondary', 'R73'),
];
