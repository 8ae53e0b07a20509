/* A flow that is stopped leaves nothing running: no timer, and no request that goes on. */
import { describe, expect, it, vi } from 'vitest';
import { createActor } from 'xstate';
import {
  type EntitlementServicesOptions,
  memoryStorage,
  type PassClientOptions,
} from '../../src/index.js';
import { startApp, subscribed } from '../support/flows.js';
import { slowWorld } from '../support/slow-world.js';
import { moments, stories, type Story, tell, type Told } from '../support/stories.js';
import { simulateTime, START, world, type World } from '../support/world.js';

simulateTime();

/** Milliseconds in which the app's own functions and its storage answer. */
const SOON = 100;

/** Tells a story, and stops its flow before step `at`. */
async function stopped(story: Story, at: number): Promise<Told | undefined> {
  vi.clearAllTimers();
  vi.setSystemTime(START);
  const made = (story.world ?? slowWorld)();
  const flow = createActor(story.machine(made), { input: story.input as never }).start();
  const stage = {
    flow: () => flow,
    send: (event: { readonly type: string }) => flow.send(event),
    advance: async () => {
      await vi.advanceTimersToNextTimerAsync();
    },
  };
  if (at < 0) return tell(story, made, stage);
  const end = new Error('stopped');
  await expect(
    tell(story, made, stage, (step) => {
      if (step === at) throw end;
      return undefined;
    }),
  ).rejects.toBe(end);
  flow.stop();
  const before = made.requests.length;
  await made.pass(0);
  const isOpen = ({ stage: how }: { stage: string }) => /^(on its way|served)$/.test(how);
  expect(made.requests.filter(isOpen).map(({ path }) => path)).toEqual([]);
  await made.pass(SOON);
  expect(vi.getTimerCount(), `timers after step ${at}`).toBe(0);
  expect(made.requests).toHaveLength(before);
  return undefined;
}

describe('nothing goes on after a stop', () => {
  it.each(stories)('wherever it comes in $name', async (story) => {
    const told = await stopped(story, -1);
    for (const at of moments(told!)) await stopped(story, at);
  });
});

const never = () => new Promise<never>(() => {});

/** A viewer who is signed in, and plays. */
const playing = async (made: World, options: EntitlementServicesOptions = {}) => {
  made.simulator.profiles.add({ mvpd: 'Cablevision' });
  const app = startApp(made.client, {}, options);
  await made.pass(0);
  app.send({ type: 'play', resource: 'one' });
  app.send({ type: 'preauthorize', resources: ['one', 'two'] });
  await made.pass(0);
  return app;
};

/** A viewer who signs in. */
const signingIn = async (
  made: World,
  options: EntitlementServicesOptions = {},
  input: Parameters<typeof startApp>[1] = {},
) => {
  const app = startApp(made.client, input, options);
  await made.pass(0);
  app.send({ type: 'authenticate' });
  await made.pass(0);
  return app;
};

const worldWith = (options: Partial<PassClientOptions>) => world({}, options);

/** A viewer who signs in with a code that is typed on another screen. */
const elsewhere = (made: World) =>
  signingIn(made, {}, { screen: 'secondary', choice: 'elsewhere' });

/** A world whose server does this, to a flow that begins. */
const faulty = (
  fault: Parameters<World['simulator']['faults']['add']>[0],
  start: (made: World) => ReturnType<typeof playing> = playing,
) => {
  const made = world();
  made.simulator.faults.add({ times: Infinity, ...fault });
  return start(made);
};

describe('what hangs ends with the stop', () => {
  it.each<[string, () => ReturnType<typeof playing>]>([
    ['a registration', () => faulty({ endpoint: 'E1', delay: 1e6 })],
    ['a token request', () => faulty({ endpoint: 'E2', delay: 1e6 })],
    ['a profile request', () => faulty({ endpoint: 'E8', delay: 1e6 })],
    ['a session', () => faulty({ endpoint: 'E4', delay: 1e6 }, elsewhere)],
    ['a decision', () => faulty({ endpoint: 'E14', delay: 1e6 })],
    ['a list of decisions', () => faulty({ endpoint: 'E13', delay: 1e6 })],
    ['a body that stalls', () => faulty({ endpoint: 'E14', kind: 'stalled-body' })],
    ['a body without an end', () => faulty({ endpoint: 'E8', kind: 'stalled-body' })],
    ['the pause of a 429', () => faulty({ endpoint: 'E14', status: 429, retryAfter: 5 })],
    ['the pause of a 503', () => faulty({ endpoint: 'E8', status: 503, retryAfter: 5 })],
    ['the pause before a repetition', () => faulty({ endpoint: 'E8', status: 500, html: true })],
    ['getItem', () => playing(worldWith({ storage: { ...memoryStorage(), getItem: never } }))],
    ['lock', () => playing(worldWith({ storage: { ...memoryStorage(), lock: never } }))],
    ['accessToken', () => playing(worldWith({ accessToken: never }))],
    ['sso', () => playing(worldWith({ sso: never }))],
    ['sso.serviceToken', () => playing(worldWith({ sso: { serviceToken: never } }))],
    ['visitorId', () => playing(worldWith({ visitorId: never }))],
    ['choices', () => signingIn(world(), { choices: never })],
    ['verifyMediaToken', () => playing(world(), { verifyMediaToken: never })],
    [
      'partnerFramework.status',
      () =>
        signingIn(
          world(),
          { partnerFramework: { ...subscribed, status: never } },
          { partner: 'Apple' },
        ),
    ],
    [
      'partnerFramework.authenticate',
      () =>
        signingIn(
          world(),
          { partnerFramework: { ...subscribed, authenticate: never } },
          { partner: 'Apple' },
        ),
    ],
  ])('%s', async (_, start) => {
    const app = await start();
    expect(vi.getTimerCount(), 'it hangs').toBeGreaterThan(0);
    app.stop();
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});
