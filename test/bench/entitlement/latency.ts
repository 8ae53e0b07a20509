import { setTimeout as sleep } from 'node:timers/promises';
import { createActor } from 'xstate';
import {
  createPassClient,
  entitlementMachine,
  entitlementServices,
  type EntitlementView,
  entitlementView,
  memoryStorage,
} from '../../../src/index.js';
import { createSimulator } from '../../../src/simulator/index.js';
import { parameters } from '../support/app-client.js';
import { info, softwareStatement } from '../support/info.js';
import { takeTurns } from '../support/turns.js';

/** Milliseconds until the server has heard of a request and its answer is here. */
export const LATENCY = 150;

const ROUNDS = 9;

const ways = ['at once', 'after the profile'] as const;

/** Milliseconds from a cold start to a permit, by when the play is sent. */
export type Wait = Readonly<Record<(typeof ways)[number], number>>;

/** A television that has signed in, each start of which begins with what is stored. */
async function television() {
  const simulator = createSimulator({ throttle: false });
  const client = () =>
    createPassClient({
      environment: 'release-staging',
      serviceProvider: 'REF30',
      softwareStatement,
      device: { id: 'ba23d141-d715-561c-94f4-e9e4c966b1eb', info },
      storage,
      async fetch(...request) {
        await sleep(LATENCY);
        return simulator.fetch(...request);
      },
    });
  const storage = memoryStorage();
  const start = () => {
    const actors = entitlementServices(client());
    const app = createActor(entitlementMachine.provide({ actors }), {
      input: { ...parameters, screen: 'primary' },
    });
    const until = (is: (view: EntitlementView) => boolean) =>
      new Promise<void>((resolve) => {
        const look = () => is(entitlementView(app.getSnapshot())) && resolve();
        app.subscribe(look);
        look();
      });
    app.start();
    return { app, until };
  };
  simulator.profiles.add({ mvpd: 'Cablevision' });
  const first = start();
  await first.until(({ phase }) => phase === 'authenticated');
  first.app.stop();
  return start;
}

/** Measures how long a viewer waits for the film after the start of the app. */
export async function measureLatency(): Promise<readonly Wait[]> {
  const start = await television();
  let resources = 0;
  return takeTurns(
    ways,
    async (way) => {
      const from = performance.now();
      const { app, until } = start();
      if (way === 'after the profile')
        await until((view) => view.phase === 'authenticated' && view.confirmed);
      app.send({ type: 'play', resource: `film-${(resources += 1)}` });
      await until(({ plays }) => plays[0]?.phase === 'permitted');
      app.stop();
      return performance.now() - from;
    },
    ROUNDS,
  );
}
