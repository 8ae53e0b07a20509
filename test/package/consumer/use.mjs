// Run from a folder that has nothing but the installed package and xstate.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createActor, waitFor } from 'xstate';

const expected = JSON.parse(process.argv[2]);
const entries = {};
for (const entry of Object.keys(expected)) {
  entries[entry] = await import(entry.replace(/^\./, 'tve-auth-flow'));
  assert.deepEqual(Object.keys(entries[entry]).sort(), expected[entry], `exports of ${entry}`);
}
const { authenticationMachine, authenticationServices, authenticationView, logoutMachine } =
  entries['.'];
const { createPassClient, createSession, PassError, isPassError } = entries['./client'];
const { restoreActor } = entries['./machines'];
const { createSimulator } = entries['./simulator'];
const { createInspection, recorderSink, replay, statelySink } = entries['./inspect'];
const { fileStorage, listenForInspectors } = entries['./node'];

assert.equal(entries['./machines'].logoutMachine, logoutMachine, 'one copy of each machine');
assert.equal(PassError, undefined);

const folder = mkdtempSync(join(tmpdir(), 'storage-'));
const simulator = createSimulator();
const client = createPassClient({
  environment: 'release-staging',
  serviceProvider: 'REF30',
  softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
  device: {
    id: 'ba23d141-d715-561c-94f4-e9e4c966b1eb',
    info: {
      model: 'AppleTV',
      version: '5,3',
      osName: 'tvOS',
      osVersion: '11.0',
      connectionType: 'LAN',
    },
  },
  storage: fileStorage(join(folder, 'credentials.json')),
  fetch: simulator.fetch,
});

const parameters = {
  mvpd: 'Cablevision',
  domainName: 'adobe.com',
  redirectUrl: 'https://adobe.com',
};
const session = await createSession(client, parameters);
assert.equal(session.actionName, 'authenticate');
const refused = await createSession(client, { ...parameters, mvpd: 'Suddenlink' }).catch(
  (error) => error,
);
assert.ok(isPassError(refused), String(refused));

const machine = authenticationMachine.provide({ actors: authenticationServices(client) });
const first = createActor(machine, { input: { ...parameters, screen: 'primary' } });
first.start();
await waitFor(first, (snapshot) => authenticationView(snapshot).phase === 'authenticate');
const stored = JSON.stringify(first.getPersistedSnapshot());
first.stop();

const recorder = recorderSink();
const transport = await listenForInspectors();
const inspect = createInspection({ sinks: [recorder, statelySink({ transport })] });
const flow = restoreActor(machine, stored, { inspect });
flow.start();
const view = authenticationView(flow.getSnapshot());
assert.equal(view.phase, 'authenticate');
await simulator.viewer.signIn({ code: view.code });
flow.send({ type: 'userAgent.returned' });
const ended = await waitFor(flow, (snapshot) => snapshot.status === 'done', { timeout: 60_000 });
assert.equal(ended.output.phase, 'authorize');
assert.equal(ended.output.mvpd, 'Cablevision');

const again = replay(JSON.stringify(recorder.record()));
assert.ok(again.length > 2, 'it was watched');
assert.deepEqual(again.goTo(again.length).divergences, []);
assert.equal(again.view()?.phase, 'authorize');
assert.ok(recorder.record().steps.every(({ event }) => event.type !== ''));

const { createHost, memoryItems, memoryStore } = entries['./durable'];
const service = await entries['./service'].createProgrammerService({
  host: (flows) => createHost({ store: memoryStore(), ...flows }),
  items: memoryItems(),
  client: {
    environment: 'release-staging',
    serviceProvider: 'REF30',
    softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
    fetch: simulator.fetch,
  },
  verify: () => 'television-1',
});
assert.deepEqual(service.missingPackages, ['undici', 'prom-client']);
assert.equal((await service.app.request('/metrics')).status, 501);
const remote = entries['./remote'].startRemoteFlow(
  'http://service',
  { machine: 'secondScreen', input: { redirectUrl: 'https://adobe.com' } },
  { fetch: (url, init) => service.fetch(new Request(url, init)) },
);
await remote.url;
await remote.send({ type: 'cancel' });
assert.equal(remote.getSnapshot().phase, 'cancelled');
remote.stop();
await service.close();
rmSync(folder, { recursive: true });
