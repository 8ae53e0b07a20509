import { type WebSocket, WebSocketServer } from 'ws';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
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

function app(acceptEvents = false) {
  const started = startApp(stand.served.appUrl, acceptEvents);
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

async function closeDialog({ page }: Visit): Promise<void> {
  const dialog = page.getByRole('dialog');
  await there(dialog.getByText('Connected.'));
  await dialog.getByRole('button', { name: 'Close' }).click();
}

it('shows an app that runs elsewhere, with its chart, and sends it events', async () => {
  const { flow } = app(true);
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
  expect(lanes).toEqual(['App', 'entitlement', 'authentication']);
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

it('shows an app that comes later, and lets go of one that leaves', async () => {
  const now = await attach();
  await closeDialog(now);
  const apps = now.page.getByRole('region', { name: 'Attached apps' });
  await there(apps.getByText('No app is there yet.'));
  const { leave: quit } = app();
  await there(apps.getByText('entitlement'));
  quit();
  await there(apps.getByText('No app is there yet.'));
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
      '{"type":"@xstate.actor","sessionId":"c","parentId":"c","definition":"{\\"states\\":{\\"a\\":{\\"on\\":{\\"go\\":\\"nowhere\\"}}}}"}',
    ];
    for (const text of [...garbage, JSON.stringify(actor)]) socket.send(text);
    socket.send(Buffer.from([0, 255]));
    if (connections === 1) socket.close();
  });
  const now = await attach(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await expect.poll(() => connections).toBe(2);
  await closeDialog(now);
  await there(now.page.getByRole('region', { name: 'Attached apps' }).getByText('lamp'));
  await there(now.page.getByText(/messages not understood/));
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
