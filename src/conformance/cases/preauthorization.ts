import type { ConformanceCase } from '../case.js';
import { check } from '../failure.js';

const resourcesOf = ({ body }: { readonly body?: unknown }): readonly string[] =>
  (body as { resources?: readonly string[] } | undefined)?.resources ?? [];

const needs = ['preauthorize'] as const;

/** Marks for a list. */
export const preauthorizationCases: readonly ConformanceCase[] = [
  {
    id: 'preauthorization-limit',
    title: 'splits a long list, and stays within the throttling limits',
    rules: ['R104', 'R185'],
    level: 'MUST',
    needs,
    async run({ start, mark, sent, listed, expectSent }) {
      const app = await start();
      await app.logIn();
      mark();
      const list = Array.from({ length: 72 }, (_, index) => `channel-${index + 1}`);
      const marks = await app.preauthorize(list);
      const requests = expectSent('E13', [15, 72], 'one takes five resources');
      const most = Math.max(...requests.map((request) => resourcesOf(request).length));
      check(most <= 5, `One E13 may name 5 resources, and one named ${most}.`);
      const refused = sent().filter(({ status }) => status === 429);
      check(refused.length === 0, `No list is long enough for a 429. Seen: ${listed(refused)}.`);
      const unmarked = list.filter((resource) => marks[resource] !== true);
      check(unmarked.length === 0, `All are permitted, but not marked so: ${unmarked.join()}.`);
    },
  },
  {
    id: 'preauthorization-permits-kept',
    title: 'asks for no permit of a list twice',
    rules: ['R109'],
    level: 'MUST',
    needs,
    async run({ start, mark, pass, sent, simulator }) {
      simulator.mvpd({ id: 'Cablevision', permits: ['news', 'films'] });
      const app = await start();
      await app.logIn();
      const first = await app.preauthorize(['news', 'sports', 'films']);
      check(first['news'] && first['films'], 'news and films should be marked as permitted.');
      check(!first['sports'], 'sports should not be marked as permitted.');
      mark();
      await pass(30_000);
      const second = await app.preauthorize(['news', 'sports', 'films']);
      check(second['news'] && second['films'], 'news and films should be marked once more.');
      const again = sent('E13')
        .flatMap(resourcesOf)
        .filter((resource) => resource !== 'sports');
      check(again.length === 0, `Permits are kept in memory. Asked for again: ${again.join()}.`);
    },
  },
  {
    id: 'preauthorization-retries-items',
    title: 'repeats only the items of a list that ask for it',
    rules: ['R106', 'R107', 'R108'],
    level: 'MUST',
    needs,
    async run({ start, mark, simulator, expectSent }) {
      const app = await start();
      await app.logIn();
      simulator.decisions.deny({ resource: 'sports', code: 'network_received_error', times: 1 });
      mark();
      const marks = await app.preauthorize(['news', 'sports', 'films']);
      const [, again] = expectSent('E13', 2, 'the action of sports was retry');
      check(
        again && resourcesOf(again).join() === 'sports',
        `The second E13 should name sports alone. Seen: ${again ? resourcesOf(again).join() : ''}.`,
      );
      check(marks['sports'], 'sports should be marked as permitted after the repetition.');
    },
  },
  {
    id: 'preauthorization-retry-bounded',
    title: 'repeats a list two or three times at most',
    rules: ['R107', 'R173'],
    level: 'MUST',
    needs,
    async run({ start, mark, pass, simulator, expectSent }) {
      const app = await start();
      await app.logIn();
      simulator.decisions.deny({ kind: 'preauthorize', code: 'network_connection_timeout' });
      mark();
      const marks = await app.preauthorize(['news', 'sports']);
      await pass(120_000);
      expectSent('E13', [1, 4], 'the action is retry, each time');
      check(!marks['news'], 'news should not be marked as permitted.');
    },
  },
  {
    id: 'preauthorization-denial',
    title: 'takes the denial of an item as an answer',
    rules: ['R106', 'R114', 'R172'],
    level: 'MUST',
    needs,
    async run({ start, mark, pass, simulator, expectSent }) {
      simulator.mvpd({ id: 'Cablevision', permits: ['news'] });
      const app = await start();
      await app.logIn();
      mark();
      const marks = await app.preauthorize(['news', 'sports']);
      await pass(60_000);
      check(marks['news'] && !marks['sports'], `Seen as marks: ${JSON.stringify(marks)}.`);
      expectSent('E13', 1, 'preauthorization_denied_by_mvpd has no retry');
    },
  },
  {
    id: 'preauthorization-no-playback',
    title: 'asks for an authorization to play what a list permits',
    rules: ['R101', 'R102', 'R103', 'R115', 'R116'],
    level: 'MUST NOT',
    needs,
    async run({ start, mark, simulator, verified, expectSent }) {
      const app = await start();
      await app.logIn();
      await app.preauthorize(['news', 'sports']);
      mark();
      await app.watches('news');
      expectSent('E14', 1, 'a preauthorization is no way to play');
      check(verified.length === 1, 'The backend should have been given one media token.');
      simulator.decisions.deny({ kind: 'authorize', code: 'authorization_denied_by_mvpd' });
      const { result } = await app.play('sports');
      check(
        result === 'denied',
        `play() should be denied whatever the list says, and is ${result}.`,
      );
    },
  },
  {
    id: 'preauthorization-profile-ended',
    title: 'asks for no more marks where the profile has ended',
    rules: ['R91', 'R114', 'R169'],
    level: 'MUST',
    needs,
    async run({ start, mark, pass, simulator, expectSent }) {
      const app = await start();
      await app.logIn();
      simulator.profiles.expire();
      mark();
      const marks = await app.preauthorize(['news', 'sports']);
      await pass(60_000);
      expectSent('E13', 1, 'authenticated_profile_expired wants a sign-in');
      check(!marks['news'], 'news should not be marked as permitted.');
      expectSent('E15', 0, 'the viewer has not asked to sign out');
    },
  },
];
