import { type WebSocket, WebSocketServer } from 'ws';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createActor, fromPromise, setup, spawnChild, waitFor } from 'xstate';
import { createInspection, replay, statelySink } from '../../src/inspect/index.js';
import { relayInspection, webSocketTransport } from '../../src/node.js';
import { startApp } from './playground/app.js';
import { leave, setUp, type Stand, there, type Visit } from './playground/stand.js';

let stand: Stand;
let visit: Visit;
const ends: Array<() => void> = [];

beforeAll(async () => {
  stand = await setUp();
});
afterAll(() => stand?.close());
afterEach(async () => {
  for (const end of ends.splice(0)) end();
  await leave(visit);
});

function app(options: Parameters<typeof startApp>[1] = {}) {
  const started = startApp(stand.served.appUrl, options);
  ends.push(started.stop);
  return started;
}

/** Connects to where the dialog says, or to somewhere else. */
async function attach(url?: string): Promise<Visit> {
  visit = await stand.visit();
  const { page } = visit;
  await page.getByRole('button', { name: 'Attach an app' }).click();
  const dialog = page.getByRole('dialog');
  if (url !== undefined) await dialog.getByLabel('Address of the WebSocket').fill(url);
  await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
  return visit;
}

/** A relay on which nobody has been yet. */
async function desk(port = 0) {
  const relay = await relayInspection({ port, origins: [stand.served.origin] });
  ends.push(() => void relay.close());
  return relay;
}

/** The page with the apps of its own server, or of another one. */
async function attached(url?: string): Promise<Visit> {
  const now = await attach(url);
  await closeDialog(now);
  return now;
}

async function closeDialog({ page }: Visit): Promise<void> {
  const dialog = page.getByRole('dialog');
  await there(dialog.getByText('Connected.'));
  await dialog.getByRole('button', { name: 'Close' }).click();
}

it('shows an app that runs elsewhere, with its chart, and sends it events', async () => {
  const { flow } = app({ acceptEvents: true });
  const now = await attach();
  await closeDialog(now);
  const { page, tools, complaints } = now;
  await there(page.getByRole('region', { name: 'Attached apps' }).getByText('entitlement'));
  await there(page.locator('[data-state="viewer.signedOut.unauthenticated"].active'));
  await tools.getByRole('button', { name: 'authenticate', exact: true }).click();
  await there(page.locator('[data-state="viewer.signingIn.choosing"].active'));
  expect(flow.getSnapshot().value).toMatchObject({ viewer: { signingIn: 'choosing' } });
  flow.send({ type: 'mvpd.selected', mvpd: 'Cablevision' });
  await tools.getByRole('tab', { name: 'Actors' }).click();
  await tools.getByRole('button', { name: /^authentication/ }).click();
  await there(page.locator('[data-state="loggingIn.action.authenticate"].active'));
  expect(complaints).toEqual([]);
});

it('offers no events to an app that accepts none, and says why', async () => {
  const { flow } = app();
  const now = await attach();
  await closeDialog(now);
  await there(now.page.locator('[data-state="viewer.signedOut.unauthenticated"].active'));
  await there(now.tools.getByText('its statelySink was made without acceptEvents'));
  expect(await now.tools.getByRole('button', { name: 'authenticate', exact: true }).count()).toBe(
    0,
  );
  flow.send({ type: 'mvpd.choose' });
  await there(now.page.locator('[data-state="viewer.signingIn.choosing"].active'));
});

it('shows who sends what to whom, a lane for each machine', async () => {
  const { flow } = app();
  const now = await attach();
  await closeDialog(now);
  const { page, sequence } = now;
  await there(page.locator('[data-state="viewer.signedOut.unauthenticated"].active'));
  flow.send({ type: 'authenticate', mvpd: 'Cablevision' });
  const rows = sequence.getByRole('listitem');
  await there(rows.filter({ hasText: 'check done' }));
  const lanes = await sequence.locator('.lane-names .lanes > span').allTextContents();
  expect(lanes).toEqual(['App', 'entitlement', 'authentication', 'Adobe Pass']);
  await there(rows.filter({ hasText: /App → entitlement.*authenticate.*→ .*authenticating/ }));
  await there(rows.filter({ hasText: /entitlement → authentication.*starts.*→ .*creating/ }));
  expect(await rows.filter({ hasText: 'xstate.snapshot' }).count()).toBe(0);
});

it('gives way to a scenario that a link asks for', async () => {
  const { flow } = app();
  const now = await attach();
  await closeDialog(now);
  const { page, television } = now;
  await there(page.locator('[data-state="viewer.signedOut.unauthenticated"].active'));
  await page.evaluate(() => void (location.hash = 'scenario=secondary-sign-in&at=9'));
  await there(television.getByTestId('code'));
  flow.send({ type: 'mvpd.choose' });
  await page.getByRole('button', { name: 'Attach an app' }).click();
  await there(page.getByText('Not connected.'));
  await there(television.getByTestId('code'));
});

it('shows the requests of a device, without a secret', async () => {
  const { flow } = app();
  const { page, sequence } = await attached();
  flow.send({ type: 'authenticate', mvpd: 'Cablevision' });
  const request = page.getByRole('button', { name: /E4 POST \/sessions.* 200 \d+ ms/ });
  await request.click();
  const detail = sequence.getByRole('listitem').filter({ has: request });
  await there(detail.getByText('authenticate', { exact: false }).first());
  expect(await sequence.textContent()).not.toMatch(/Bearer|eyJ|client_secret/);
});

it('shows what happened before it was attached', async () => {
  const { flow } = app({ name: 'Living room' });
  await waitFor(flow, (snapshot) => snapshot.matches({ viewer: 'signedOut' }));
  flow.send({ type: 'authenticate', mvpd: 'Cablevision' });
  await waitFor(flow, ({ children }) => children['authentication'] !== undefined);
  const { page, sequence } = await attached();
  await there(page.getByRole('listitem', { name: 'Living room' }));
  const rows = sequence.getByRole('listitem');
  await there(rows.filter({ hasText: /entitlement.*starts/ }));
  await there(rows.filter({ hasText: /E1 POST.* 201/ }));
  await there(rows.filter({ hasText: /authenticate.*→ .*authenticating/ }));
});

it('has a lane for each device, and keeps one that is killed, greyed, as it was', async () => {
  const relay = await desk();
  const device = (name: string) => {
    const started = startApp(relay.appUrl, { name });
    ends.push(started.stop);
    return started;
  };
  const one = device('Television');
  const two = device('Television');
  const { page, sequence } = await attached(relay.inspectorUrl);
  const [first, second] = ['Television', 'Television 2'].map((name) =>
    page.getByRole('listitem', { name, exact: true }),
  );
  await there(first!);
  await there(second!);
  one.flow.send({ type: 'mvpd.choose' });
  two.flow.send({ type: 'mvpd.choose' });
  const lanes = sequence.locator('.lane-names .lanes > span');
  await expect
    .poll(() => lanes.allTextContents())
    .toEqual(['Television', 'Television 2', 'Adobe Pass']);
  one.leave();
  const gone = page.locator('.device-entry.gone');
  await there(gone.getByText(/gone since/));
  await there(gone.getByText(/choosing.*lost/));
  await there(sequence.getByText('is gone'));
  await expect.poll(() => page.locator('.device-entry').count()).toBe(2);
  // The same app, started again, takes the place of the one that is gone.
  device('Television');
  await there(sequence.getByText('has been started again'));
  await expect.poll(() => gone.count()).toBe(0);
  expect(await page.locator('.device-entry').count()).toBe(2);
});

it('goes on in its lane where a device comes back, and says nothing twice', async () => {
  const before = await desk();
  const { flow, stop } = startApp(before.appUrl, { name: 'Kitchen' });
  ends.push(stop);
  const { page, sequence } = await attached(before.inspectorUrl);
  await there(page.getByRole('listitem', { name: 'Kitchen' }));
  flow.send({ type: 'mvpd.choose' });
  await there(sequence.getByText(/→ .*choosing/));
  const starts = sequence.getByRole('listitem').filter({ hasText: /entitlement.*starts/ });
  await expect.poll(() => starts.count()).toBe(1);
  await before.close();
  await there(page.locator('.device-entry.gone'));
  await desk(before.port);
  await there(sequence.getByText('is back'));
  await expect.poll(() => page.locator('.device-entry.gone').count()).toBe(0);
  flow.send({ type: 'cancel' });
  await there(page.locator('[data-state="viewer.signedOut.unauthenticated"].active'));
  expect(await starts.count()).toBe(1);
});

it('saves a record of a device, which opens and replays as others do', async () => {
  const { flow } = app({ name: 'Living room' });
  const { page, sequence } = await attached();
  await there(page.getByRole('listitem', { name: 'Living room' }));
  flow.send({ type: 'authenticate', mvpd: 'Cablevision' });
  await there(sequence.getByRole('button', { name: /E4 POST .* 200/ }));
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save the record of Living room' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('flight-living-room.json');
  const text = readFileSync(await download.path(), 'utf8');
  const { divergences, unknown } = replay(JSON.parse(text));
  expect({ divergences, unknown }).toEqual({ divergences: [], unknown: [] });
  await page.locator('input[type=file]').setInputFiles(await download.path());
  await there(page.getByText('Close record'));
  await there(sequence.getByRole('button', { name: /POST \/sessions.*200/ }));
});

it('attaches at once where the address says so', async () => {
  app({ name: 'Living room' });
  visit = await stand.visit('#attach');
  await there(visit.page.getByRole('listitem', { name: 'Living room' }));
  await visit.page.reload();
  await there(visit.page.getByRole('listitem', { name: 'Living room' }));
});

it('says why it is not let in, and where no server is', async () => {
  const relay = await relayInspection();
  ends.push(() => void relay.close());
  const { page } = await attach(relay.inspectorUrl);
  await there(page.getByText(/The server refuses this page\. The origin http.* is not let in/));
  await relay.close();
  await there(page.getByText(/No server answers at this address/));
});

it('puts thousands of actors in groups', async () => {
  const many = setup({
    actors: { work: fromPromise(() => new Promise<void>(() => {})) },
  }).createMachine({
    id: 'many',
    entry: Array.from({ length: 3000 }, () => spawnChild('work')),
  });
  const relay = await desk();
  const transport = webSocketTransport({ url: relay.appUrl });
  ends.push(() => transport.close());
  const inspect = createInspection({ sinks: [statelySink({ transport })] });
  createActor(many, { inspect }).start();
  const { page, tools } = await attached(relay.inspectorUrl);
  await there(page.getByRole('button', { name: /^many/ }));
  await tools.getByRole('tab', { name: 'Actors' }).click();
  await there(tools.getByText(/1999 actors, 1999 active/));
  await there(tools.getByText('And 1001 more of work, for which there is no room.'));
});

it('survives garbage, and connects again when the connection ends', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  ends.push(() => server.close());
  const actor = {
    type: '@xstate.actor',
    sessionId: 'a/x:0',
    name: 'lamp',
    definition: JSON.stringify({ id: 'lamp', initial: 'off', states: { off: {}, on: {} } }),
    snapshot: { status: 'active', value: 'off' },
  };
  let connections = 0;
  server.on('connection', (socket: WebSocket) => {
    connections += 1;
    const garbage = [
      'not json',
      '[]',
      '{}',
      'null',
      '{"type":"@xstate.actor"}',
      '{"type":"@xstate.snapshot","sessionId":"nobody","event":7}',
      '{"type":"@xstate.actor","sessionId":"b","definition":"{\\"states\\":7}","snapshot":[]}',
      '{"type":"tve-auth-flow.device","device":7}',
      '{"type":"tve-auth-flow.request","device":"a","seq":1,"request":{"id":"x"}}',
      '{"type":"@xstate.actor","sessionId":"c","parentId":"c","definition":"{\\"states\\":{\\"a\\":{\\"on\\":{\\"go\\":\\"nowhere\\"}}}}"}',
    ];
    for (const text of [...garbage, JSON.stringify(actor)]) socket.send(text);
    socket.send('{"type":"tve-auth-flow.device","version":2,"device":"a","sessionIds":[]}');
    socket.send(Buffer.from([0, 255]));
    if (connections === 1) socket.close();
  });
  const now = await attach(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await expect.poll(() => connections).toBe(2);
  await closeDialog(now);
  await there(now.page.getByRole('region', { name: 'Attached apps' }).getByText('lamp'));
  await there(now.page.getByText(/messages not understood/));
  await there(
    now.page.getByText(/tells of itself in version 2, and this page understands version 1/),
  );
  await there(now.tools.getByText('This app does not say that it takes events.'));
});

it('goes back to the scenario', async () => {
  app();
  const now = await attach();
  await closeDialog(now);
  const apps = now.page.getByRole('region', { name: 'Attached apps' });
  await there(apps.getByText('entitlement'));
  await apps.getByRole('button', { name: 'Disconnect' }).click();
  await there(now.television.getByRole('button', { name: 'Sign in' }));
});

it('says what is wrong with an address', async () => {
  const { page, television } = await attach('https://example.com');
  await there(page.getByText('That is no address of a WebSocket'));
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await there(television.getByRole('button', { name: 'Sign in' }));
});
