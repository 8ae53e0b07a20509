import { describe, expect, it, vi } from 'vitest';
import {
  authorize,
  createSession,
  initiateLogout,
  type PassClient,
  type PassClientOptions,
  preauthorize,
  profileForCode,
  profiles,
} from '../../src/client/index.js';
import { failure, stubClient } from '../support/stub.js';
import { simulateTime, START, world } from '../support/world.js';

simulateTime();

const mvpd = 'Dish';
const redirectUrl = 'https://adobe.com';
const list = (name: string, length = 5) => Array.from({ length }, (_, index) => `${name}-${index}`);
const mark = (client: PassClient, name = 'mark', options = {}) =>
  preauthorize(client, { mvpd, resources: list(name) }, options);
const play = (client: PassClient, name = 'play') => authorize(client, { mvpd, resources: [name] });
const poll = (client: PassClient) => profileForCode(client, { code: 'A' });

/** A server that permits everything; what it was asked, and when, in seconds since the start. */
function server(options: Partial<PassClientOptions> = {}, statuses: readonly number[] = []) {
  const seen: string[] = [];
  let count = 0;
  const { client } = stubClient(
    [
      ({ url, body = '' }) => {
        const { pathname } = new URL(url);
        const call = /preauthorize|authorize|code|logout|sessions|profiles$/.exec(pathname)?.[0];
        seen.push(`${call} ${(Date.now() - START) / 1000}`);
        const status = statuses[count++] ?? 200;
        if (status !== 200) return new Response('', { status });
        if (!pathname.includes('decisions'))
          return Response.json({ profiles: {}, logouts: {}, actionName: 'resume', code: 'A' });
        const { resources } = JSON.parse(body) as { resources: string[] };
        return Response.json({
          decisions: resources.map((resource) => ({ resource, authorized: true })),
        });
      },
    ],
    options,
  );
  return { client, seen };
}

/** Ends calls, however long they wait. */
async function settle<T>(work: Promise<T>): Promise<T> {
  await vi.advanceTimersByTimeAsync(600_000);
  return work;
}
const times = (seen: readonly string[]) => seen.map((one) => Number(one.split(' ')[1]));
/** So many at once, and then one a second. */
const burst = (count: number) => Array.from({ length: count }, (_, at) => Math.max(at - 9, 0));

describe('decisions', () => {
  it('of many lists at once share the pace of the device (R185)', async () => {
    const { client, seen } = server();
    const lists = Array.from({ length: 30 }, (_, index) => mark(client, `list-${index}`));
    await expect(settle(Promise.all(lists))).resolves.toHaveLength(30);
    expect(times(seen)).toEqual(burst(30));
  });

  it('of many plays at once share it (R185)', async () => {
    const { client, seen } = server();
    await settle(Promise.all(list('play', 15).map((name) => play(client, name))));
    expect(times(seen)).toEqual(burst(15));
  });

  it('of one long list share it (R185)', async () => {
    const { client, seen } = server();
    await settle(preauthorize(client, { mvpd, resources: list('mark', 60) }));
    expect(times(seen)).toEqual(burst(12));
  });

  it('have their burst again after ten quiet seconds, and not before', async () => {
    const { client, seen } = server();
    const twelve = () => settle(Promise.all(list('play', 12).map((name) => play(client, name))));
    await twelve();
    expect(times(seen)).toEqual(burst(12));
    seen.length = 0;
    await twelve();
    expect(times(seen)).toEqual(burst(12).map((at) => at + 600));
    await Promise.all(list('play', 10).map((name) => play(client, name)));
    seen.length = 0;
    await vi.advanceTimersByTimeAsync(4500);
    const ended = Promise.all(list('play', 6).map((name) => play(client, name)));
    await vi.advanceTimersByTimeAsync(60_000);
    await ended;
    expect(times(seen).map((at) => at - 1200)).toEqual([4.5, 4.5, 4.5, 4.5, 5, 6]);
  });

  it('to play go before those that mark, in the order of their calls', async () => {
    const { client, seen } = server();
    const marks = list('mark', 12).map((name) => mark(client, name));
    await vi.advanceTimersByTimeAsync(0);
    const plays = list('play', 2).map((name) => play(client, name));
    await settle(Promise.all([...marks, ...plays]));
    expect(seen.slice(10)).toEqual([
      'authorize 1',
      'authorize 2',
      'preauthorize 3',
      'preauthorize 4',
    ]);
  });

  it('that nobody waits for any more make place', async () => {
    const { client, seen } = server();
    const controller = new AbortController();
    const marks = list('mark', 10).map((name) => mark(client, name));
    const left = [1, 2].map(() => failure(mark(client, 'left', { signal: controller.signal })));
    const last = mark(client, 'last');
    await vi.advanceTimersByTimeAsync(500);
    controller.abort();
    await expect(Promise.all(left)).resolves.toHaveLength(2);
    await settle(Promise.all([...marks, last]));
    expect(times(seen)).toEqual(burst(11));
    expect(vi.getTimerCount()).toBe(0);
  });

  it('are not refused by a server that counts, however long the list is (R185)', async () => {
    const { client, pass, simulator } = world();
    simulator.profiles.add({ mvpd: 'Cablevision' });
    const call = preauthorize(client, { mvpd: 'Cablevision', resources: list('mark', 100) });
    await pass(60_000);
    await call;
    const lists = simulator.requests.filter(({ endpoint }) => endpoint === 'E13');
    expect(lists.map(({ status }) => status)).toEqual(Array(20).fill(200));
  });
});

describe('what a viewer waits for at a screen', () => {
  it('never waits behind decisions', async () => {
    const { client, seen } = server();
    const marks = list('mark', 20).map((name) => mark(client, name));
    await vi.advanceTimersByTimeAsync(2500);
    seen.length = 0;
    await createSession(client);
    await poll(client);
    await profiles(client);
    await initiateLogout(client, { mvpd, redirectUrl });
    expect(seen).toEqual(['sessions 2.5', 'code 2.5', 'profiles 2.5', 'logout 2.5']);
    await settle(Promise.all(marks));
  });

  it('counts: the decisions after it have so much less', async () => {
    const { client, seen } = server();
    for (let count = 0; count < 4; count++) await poll(client);
    await settle(Promise.all(list('play', 8).map((name) => play(client, name))));
    expect(times(seen)).toEqual(burst(12));
  });

  it('owes nothing: after many polls at once a play waits for one second', async () => {
    const { client, seen } = server();
    await Promise.all(list('poll', 40).map(() => poll(client)));
    await settle(play(client));
    expect(seen.at(-1)).toBe('authorize 1');
  });
});

describe('after a 429', () => {
  it('nothing of this client goes out for a second, and then one by one (R184)', async () => {
    const { client, seen } = server({}, [429]);
    const first = poll(client);
    await vi.advanceTimersByTimeAsync(400);
    const others = [poll(client), poll(client), poll(client)];
    await vi.advanceTimersByTimeAsync(599);
    expect(times(seen)).toEqual([0]);
    await settle(Promise.all([first, ...others]));
    expect(times(seen)).toEqual([0, 1, 2, 3, 4]);
  });

  it('screens go first, then plays, then marks', async () => {
    const { client, seen } = server({}, [429]);
    const first = poll(client);
    await vi.advanceTimersByTimeAsync(0);
    const waiting = [mark(client), play(client), poll(client), mark(client), play(client)];
    await settle(Promise.all([first, ...waiting]));
    expect(seen.slice(1)).toEqual([
      'code 1',
      'code 2',
      'authorize 3',
      'authorize 4',
      'preauthorize 5',
      'preauthorize 6',
    ]);
  });

  it('a later call goes behind those that wait', async () => {
    const { client, seen } = server({}, [429]);
    const first = poll(client);
    await vi.advanceTimersByTimeAsync(0);
    const waiting = [poll(client), poll(client)];
    await vi.advanceTimersByTimeAsync(1500);
    const later = createSession(client);
    await settle(Promise.all([first, ...waiting, later]));
    expect(seen).toEqual(['code 0', 'code 1', 'code 2', 'code 3', 'sessions 4']);
  });

  it('who waits is told at once of a pause that is longer than its patience', async () => {
    const answers = ['1', '60'].map((seconds) => ({
      status: 429,
      headers: { 'Retry-After': seconds },
    }));
    const { client, seen } = stubClient(answers);
    const first = failure(poll(client));
    await vi.advanceTimersByTimeAsync(0);
    const second = failure(poll(client));
    await vi.advanceTimersByTimeAsync(1000);
    await expect(first).resolves.toMatchObject({ httpStatus: 429, retryAfter: 60_000 });
    await expect(second).resolves.toMatchObject({ code: 'throttled', retryAfter: 60_000 });
    expect(seen).toHaveLength(2);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('to one of many the others wait too, and none is lost', async () => {
    const { client, seen } = server({}, [200, 429, 429]);
    await settle(Promise.all(list('play', 5).map((name) => play(client, name))));
    expect(times(seen)).toEqual([0, 0, 0, 0, 0, 1, 2]);
  });
});

describe('a clock', () => {
  const HOUR = 3_600_000;

  it.each([
    ['jumps ahead', HOUR, [...burst(12), 2, 2, 2]],
    ['jumps back', -HOUR, burst(15)],
  ])('that %s stalls nothing', async (_, jump, expected) => {
    let offset = 0;
    const { client, seen } = server({ now: () => Date.now() + offset });
    const plays = list('play', 15).map((name) => play(client, name));
    await vi.advanceTimersByTimeAsync(1500);
    offset = jump;
    await settle(Promise.all(plays));
    expect(times(seen).map(Math.floor)).toEqual(expected);
  });

  it.each([
    ['jumps ahead', HOUR],
    ['jumps back', -HOUR],
  ])('that %s prolongs no pause', async (_, jump) => {
    let offset = 0;
    const { client, seen } = server({ now: () => Date.now() + offset }, [429]);
    const polls = [poll(client), poll(client)];
    await vi.advanceTimersByTimeAsync(500);
    offset = jump;
    await settle(Promise.all(polls));
    expect(times(seen).at(-1)).toBeLessThanOrEqual(2);
  });

  it('that stands still stalls nothing', async () => {
    const { client, seen } = server({ now: () => START }, [200, 200, 429]);
    const plays = list('play', 12).map((name) => play(client, name));
    await settle(Promise.all(plays));
    expect(seen).toHaveLength(13);
    expect(Math.max(...times(seen))).toBeLessThan(10);
  });
});
