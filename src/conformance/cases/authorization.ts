import type { ConformanceCase } from '../case.js';
import { check } from '../failure.js';

const resourcesOf = ({ body }: { readonly body?: unknown }): readonly string[] =>
  (body as { resources?: readonly string[] } | undefined)?.resources ?? [];

/** Play requests. */
export const authorizationCases: readonly ConformanceCase[] = [
  {
    id: 'authorization-each-play',
    title: 'asks for a decision at each play request',
    rules: ['R115', 'R119', 'R123'],
    level: 'MUST',
    async run({ start, mark, pass, expectSent }) {
      const app = await start();
      await app.logIn();
      mark();
      for (const resource of ['news', 'news', 'sports']) {
        await app.watches(resource);
        await pass(3000);
      }
      const decisions = expectSent('E14', 3, 'there were three play requests');
      const asked = decisions.map((entry) => resourcesOf(entry).join()).join(' ');
      check(asked === 'news news sports', `Asked should be news, news, sports. Seen: ${asked}.`);
    },
  },
  {
    id: 'authorization-one-resource',
    title: 'names one resource in a play request, of the MVPD of the profile',
    rules: ['R36', 'R117'],
    level: 'MUST',
    async run({ start, expectSent }) {
      const app = await start();
      await app.logIn('Spectrum');
      await app.watches('news');
      const [decision] = expectSent('E14', 1, 'there was one play request');
      check(
        decision && resourcesOf(decision).length === 1,
        `One E14 names one resource. Seen: ${JSON.stringify(decision?.body)}.`,
      );
      check(
        decision.path.endsWith('/authorize/Spectrum'),
        `The decision should be asked of Spectrum. Seen: ${decision.path}.`,
      );
    },
  },
  {
    id: 'authorization-media-token-once',
    title: 'has each media token verified once, before the stream starts',
    rules: ['R124', 'R126', 'R128'],
    level: 'MUST NOT',
    async run({ start, pass, verified }) {
      const app = await start();
      await app.logIn();
      for (const resource of ['news', 'news', 'sports']) {
        await app.watches(resource);
        await pass(2000);
      }
      check(
        verified.length === 3,
        `Three streams want three verifications. Seen: ${verified.length}.`,
      );
      check(
        new Set(verified.map(({ serializedToken }) => serializedToken)).size === 3,
        'A media token was used a second time.',
      );
      for (const { verdict, resource } of verified)
        check(verdict === 'VALID_TOKEN', `The token for ${resource} should be valid: ${verdict}.`);
    },
  },
  {
    id: 'authorization-media-token-not-stored',
    title: 'stores no media token',
    rules: ['R126', 'R275'],
    level: 'MUST NOT',
    async run({ start, pass, verified, stored }) {
      const app = await start();
      await app.logIn();
      await app.watches('news');
      await pass(5000);
      const [token] = verified;
      check(token, 'The backend should have been given a media token.');
      check(!stored().includes(token.serializedToken), 'The media token is in the storage.');
    },
  },
  {
    id: 'authorization-stream-goes-on',
    title: 'lets a stream go on when its media token expires',
    rules: ['R118'],
    level: 'MUST',
    async run({ start, pass, mark, verified, expectSent }) {
      const app = await start();
      await app.logIn();
      await app.watches('news');
      mark();
      await pass(1_200_000);
      expectSent('E14', 0, 'a media token is for the start of a stream alone');
      check(verified.length === 1, 'A running stream needs no other verification.');
    },
  },
  {
    id: 'authorization-denial',
    title: 'takes a denial as an answer',
    rules: ['R121', 'R122', 'R172'],
    level: 'MUST',
    async run({ start, simulator, mark, pass, verified, expectSent }) {
      simulator.decisions.deny({ code: 'authorization_denied_by_mvpd' });
      const app = await start();
      await app.logIn();
      mark();
      const { result } = await app.play('sports');
      check(result === 'denied', `play() should be denied, and is ${result}.`);
      await pass(60_000);
      expectSent('E14', 1, 'authorization_denied_by_mvpd has no retry');
      check(verified.length === 0, 'A denial has no media token.');
    },
  },
  {
    id: 'authorization-denial-text',
    title: 'tells the viewer why the MVPD denies a resource',
    rules: ['R129', 'R178'],
    level: 'SHOULD',
    async run({ start, simulator }) {
      const details = 'The sports pack is not part of your subscription.';
      simulator.decisions.deny({ code: 'authorization_denied_by_mvpd', details });
      const app = await start();
      await app.logIn();
      const { text = '' } = await app.play('sports');
      check(text.includes(details), `The viewer should read "${details}". Seen: "${text}".`);
    },
  },
  {
    id: 'authorization-denial-keeps-sign-in',
    title: 'keeps the viewer signed in after a denial',
    rules: ['R138'],
    level: 'SHOULD NOT',
    async run({ start, simulator, mark, pass, expectSent }) {
      simulator.mvpd({ id: 'Cablevision', permits: ['news'] });
      const app = await start();
      await app.logIn();
      mark();
      await app.play('sports');
      await pass(30_000);
      expectSent('E15', 0, 'only the viewer signs out');
      expectSent('E4', 0, 'a denial is no reason to sign in again');
      await app.reaches('signedIn');
      await app.watches('news');
    },
  },
  {
    id: 'authorization-retry',
    title: 'repeats a play request whose action is retry, after a while',
    rules: ['R121', 'R122', 'R173'],
    level: 'MUST',
    async run({ start, simulator, mark, listed, expectSent }) {
      const app = await start();
      await app.logIn();
      simulator.decisions.deny({ code: 'network_received_error', times: 1 });
      mark();
      await app.watches('news');
      const [first, second] = expectSent('E14', 2, 'the action was retry, once');
      check(
        first && second && second.at - first.at >= 500,
        `A repetition should wait a while. Seen: ${listed([first, second].filter((e) => !!e))}.`,
      );
    },
  },
  {
    id: 'authorization-retry-bounded',
    title: 'repeats a play request two or three times at most',
    rules: ['R122', 'R173'],
    level: 'MUST',
    async run({ start, simulator, mark, pass, expectSent }) {
      const app = await start();
      await app.logIn();
      simulator.decisions.deny({ code: 'maximum_execution_time_exceeded' });
      mark();
      const { result } = await app.play('news');
      check(result !== 'permitted', 'play() cannot be permitted without a permit.');
      await pass(120_000);
      expectSent('E14', [1, 4], 'the action is retry, each time');
    },
  },
  {
    id: 'authorization-reauthenticate',
    title: 'has the viewer sign in where the action of a denial is authentication',
    rules: ['R121', 'R167', 'R177'],
    level: 'MUST',
    async run({ start, simulator, mark, pass, expectSent }) {
      const app = await start();
      await app.logIn();
      simulator.decisions.deny({ code: 'authorization_denied_by_session_invalidated', times: 1 });
      mark();
      const { result } = await app.play('news');
      check(result === 'needsSignIn', `play() should need a sign-in, and is ${result}.`);
      await pass(30_000);
      expectSent('E14', 1, 'nothing changes before the viewer has signed in');
      expectSent('E15', 0, 'the viewer has not asked to sign out');
    },
  },
  {
    id: 'authorization-unknown-code',
    title: 'bears a denial that nobody knows yet',
    rules: ['R167', 'R174'],
    level: 'MUST',
    async run({ start, simulator, mark, pass, expectSent }) {
      const app = await start();
      await app.logIn();
      simulator.decisions.deny({ code: 'authorization_denied_by_the_weather', action: 'umbrella' });
      mark();
      const { result } = await app.play('news');
      check(
        result === 'denied' || result === 'failed',
        `play() should be denied or failed, and is ${result}.`,
      );
      await pass(60_000);
      expectSent('E14', 1, 'an unknown action is no retry');
      await app.reaches('signedIn');
    },
  },
];
