import { afterEach, describe, expect, it } from 'vitest';
import {
  openStage,
  type PacedClock,
  scenarioClock,
  scenarios,
  type Stage,
} from '../../../docs/scenarios/index.js';
import { entitlementView, secondScreenView } from '../../../src/index.js';

let clock: PacedClock | undefined;
let stage: Stage | undefined;

afterEach(() => {
  stage?.close();
  clock?.restore();
});

const found = (wanted: string) => scenarios.find(({ id }) => id === wanted)!;

describe('a stage', () => {
  it('starts the app again with what it has stored', async () => {
    clock = scenarioClock();
    stage = openStage(found('primary-sign-in'), { clock });
    await clock.pass(0);
    const { tv, client } = stage;
    stage.restart();
    await clock.pass(0);
    expect(stage.tv).not.toBe(tv);
    expect(stage.client).not.toBe(client);
    expect(tv.getSnapshot().status).toBe('stopped');
    expect(stage.simulator.requests.map(({ endpoint }) => endpoint)).toEqual([
      'E1',
      'E2',
      'E8',
      'E8',
    ]);
  });

  it('has one page on the phone at a time, and shows the login that is open', async () => {
    clock = scenarioClock();
    stage = openStage(found('secondary-sign-in'), { clock });
    expect(stage.phone()).toBeUndefined();
    const page = stage.openPhone();
    const other = stage.openPhone();
    expect(page.getSnapshot().status).toBe('stopped');
    expect(secondScreenView(other.getSnapshot()).phase).toBe('enteringCode');
    stage.tv.send({ type: 'authenticate' });
    await clock.pass(0);
    stage.tv.send({ type: 'authenticate', mvpd: 'Cablevision' });
    await clock.pass(0);
    const view = entitlementView(stage.tv.getSnapshot());
    if (view.phase !== 'authenticating' || view.authentication.phase !== 'authenticate')
      throw new Error(`There should be a login page, not ${view.phase}`);
    const login = await stage.openLogin(view.authentication.url, 'phone');
    expect(stage.login()).toBe(login);
    await expect(login.submit({ password: 'wrong' })).rejects.toThrow('401');
    expect(stage.login()).toBe(login);
    await login.submit();
    expect(stage.login()).toBeUndefined();
  });

  it('refuses a login url that leads nowhere', async () => {
    clock = scenarioClock();
    stage = openStage(found('primary-sign-in'), { clock });
    await expect(
      stage.openLogin('https://sp.auth-staging.adobe.com/api/v2/authenticate/REF30/NOCODE1', 'tv'),
    ).rejects.toThrow('answered 400');
    expect(stage.login()).toBeUndefined();
  });

  it('stops everything when it is closed', async () => {
    clock = scenarioClock();
    stage = openStage(found('secondary-sign-in'), { clock });
    const page = stage.openPhone();
    await clock.pass(0);
    stage.tv.send({ type: 'authenticate', mvpd: 'Cablevision' });
    await clock.pass(10_000);
    const seen = stage.simulator.requests.length;
    const holds = new Set<() => boolean>();
    const other = openStage(found('secondary-sign-in'), {
      clock: {
        ...clock,
        holdWhile(isBusy) {
          holds.add(isBusy);
          return () => holds.delete(isBusy);
        },
      },
    });
    expect(holds.size).toBe(1);
    other.close();
    expect(holds.size).toBe(0);
    stage.close();
    await clock.pass(600_000);
    expect(stage.simulator.requests.length).toBe(seen);
    expect([stage.tv, page].map((actor) => actor.getSnapshot().status)).toEqual([
      'stopped',
      'stopped',
    ]);
  });

  it('tells whoever looks on: what is said, sent, opened, asked and shown', async () => {
    const heard = new Set<string>();
    clock = scenarioClock();
    const scenario = found('partner-sign-in');
    stage = openStage(scenario, {
      clock,
      inspect: ({ type }) => void heard.add(type),
      fetch: (fetch, from) => (input, init) => {
        heard.add(`fetch of the ${from}`);
        return fetch(input, init);
      },
      onRequest: ({ endpoint }) => void heard.add(endpoint),
      onHelp: (from) => (answer) => void heard.add(`${from}: ${answer}`),
      onSay: (who) => void heard.add(`${who} says`),
    });
    await scenario.tell(stage);
    expect([...heard]).toEqual(
      expect.arrayContaining([
        '@xstate.snapshot',
        'fetch of the television',
        'E12',
        'partner: granted, spectrum',
        'partner: SAML response',
        'backend: VALID_TOKEN',
        'viewer says',
      ]),
    );
  });
});
