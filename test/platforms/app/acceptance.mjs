// The life of a viewer in two processes. Every row runs this file with the package as it is installed: plain
// JavaScript, which needs nothing of its platform but `fetch` and timers.
import {
  createPassClient,
  entitlementMachine,
  entitlementServices,
  entitlementView,
  persistentDeviceId,
  profiles,
  restoreActor,
  takeMediaToken,
} from 'tve-auth-flow';
import { createActor, waitFor } from 'xstate';

const input = { screen: 'primary', domainName: 'adobe.com', redirectUrl: 'https://adobe.com' };

/** One part of it. What the first one gives is JSON, and what the second one needs. */
export async function run({ part, place, state }) {
  if (part === 'restoreAndLogOut') return restoreAndLogOut(place, state.items, state.snapshot);
  await endCalls(place);
  return signInAndPlay(place, {});
}

async function signInAndPlay(place, items) {
  const { client, machine } = await createApp(place, items);
  const flow = createActor(machine, { input });
  flow.start();
  await reach(flow, 'unauthenticated');
  flow.send({ type: 'authenticate', mvpd: 'Cablevision' });
  const { authentication } = await reach(flow, 'authenticating', 'authenticate');
  await place.signIn(authentication.code);
  flow.send({ type: 'userAgent.returned' });
  await reach(flow, 'authenticated');
  await play(flow, client);
  const snapshot = JSON.stringify(flow.getPersistedSnapshot());
  flow.stop();
  return { items, snapshot };
}

async function restoreAndLogOut(place, items, snapshot) {
  const { client, machine } = await createApp(place, items);
  const flow = restoreActor(machine, snapshot);
  flow.start();
  await reach(flow, 'authenticated');
  await play(flow, client);
  flow.send({ type: 'logout' });
  await reach(flow, 'loggingOut', 'logout');
  flow.send({ type: 'userAgent.returned' });
  await reach(flow, 'unauthenticated');
  flow.stop();
  return { items };
}

/** Calls of a server that never answers: one is aborted, one ends by itself. */
async function endCalls({ silence, name }) {
  if (!silence) return;
  const client = createPassClient({
    environment: { origin: silence },
    allowInsecureRequests: true,
    serviceProvider: 'REF30',
    accessToken: async () => 'token',
    device: { id: name },
    timeout: 300,
    retry: { limit: 0 },
  });
  const controller = new AbortController();
  const nameOf = (error) => error.name;
  const calls = [
    profiles(client, {}, { signal: controller.signal }).catch(nameOf),
    profiles(client).catch(nameOf),
  ];
  setTimeout(() => controller.abort(), 100);
  const ends = await Promise.all(calls);
  if (ends.join() !== 'AbortError,TimeoutError') throw new Error(`ended by ${ends.join()}`);
}

async function createApp({ origin, name, fetch }, items) {
  const storage = {
    getItem: async (key) => items[key] ?? null,
    setItem: async (key, value) => {
      items[key] = value;
    },
    removeItem: async (key) => {
      delete items[key];
    },
  };
  const client = createPassClient({
    environment: { origin },
    allowInsecureRequests: true,
    serviceProvider: 'REF30',
    softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
    device: {
      id: await persistentDeviceId(storage),
      info: { model: name, version: '1', osName: 'x', osVersion: '1', connectionType: 'LAN' },
    },
    storage,
    ...(fetch && { fetch }),
  });
  const machine = entitlementMachine.provide({ actors: entitlementServices(client) });
  return { client, machine };
}

async function play(flow, client) {
  flow.send({ type: 'play', resource: 'news' });
  const { plays } = await until(flow, (view) => view.plays[0]?.phase === 'permitted');
  const token = await takeMediaToken(client, plays[0].ticket);
  if (!token?.serializedToken) throw new Error(`no media token: ${JSON.stringify(plays)}`);
  flow.send({ type: 'play.end', resource: 'news' });
}

const reach = (flow, phase, step) =>
  until(flow, (view) => view.phase === phase && (step === undefined || stepOf(view) === step));

const stepOf = (view) => (view.authentication ?? view.logout ?? view).phase;

/** Waits for a view; fails as soon as something else has. */
async function until(flow, is) {
  const isOver = (view) => is(view) || view.phase === 'failed' || stepOf(view) === 'failed';
  const inTime = { timeout: 60_000 };
  await waitFor(flow, (snapshot) => isOver(entitlementView(snapshot)), inTime).catch(() => {});
  const view = entitlementView(flow.getSnapshot());
  if (!is(view)) throw new Error(JSON.stringify(view));
  return view;
}
