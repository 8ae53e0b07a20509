import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { readFlightRecord, replay, testOf } from '../../src/inspect/index.js';
import { leave, setUp, type Stand, there, type Visit } from './playground/stand.js';

let stand: Stand;
let visit: Visit;

beforeAll(async () => {
  stand = await setUp();
});
afterAll(() => stand?.close());
afterEach(() => leave(visit));

/** A scenario as far as to a time, saved as a file. */
async function saved(hash: string): Promise<string> {
  visit = await stand.visit(hash);
  const { page } = visit;
  await there(page.locator('.caption', { hasText: /Your turn|The end/ }));
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save record' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^flight-[a-z-]+\.json$/);
  return readFileSync(await file.path(), 'utf8');
}

async function open(text: string, name = 'flight.json'): Promise<void> {
  const file = { name, mimeType: 'application/json', buffer: Buffer.from(text) };
  await visit.page.locator('input[type=file]').setInputFiles(file);
}

it('saves what a scenario did, and shows it again, step by step', async () => {
  const text = await saved('#scenario=secondary-sign-in&at=20');
  expect(readFlightRecord(text).responses.length).toBeGreaterThan(5);
  expect(text).not.toMatch(/eyJ/);
  await open(text);
  const { page, television, phone, sequence, complaints } = visit;
  const place = page.getByTestId('place');
  await there(page.getByText('A flight record, replayed'));
  await there(page.locator('.file', { hasText: 'flight.json' }));
  await there(television.getByTestId('code'));
  await there(phone.getByText('Is this your television?'));
  // The chart follows into the child.
  const atItsEnd = /^loggingIn\.action\.authenticate/;
  await expect.poll(() => place.textContent()).toMatch(atItsEnd);
  expect(await television.locator('.screen').getAttribute('inert')).not.toBeNull();
  await there(sequence.getByText('POST /sessions', { exact: true }));
  const moment = page.getByLabel('Moment');
  await moment.focus();
  await page.keyboard.press('Home');
  await expect.poll(() => place.textContent()).not.toMatch(atItsEnd);
  const last = Number(await moment.getAttribute('max'));
  for (let step = 0; step < last; step += 1) {
    if ((await place.textContent())?.endsWith('choosing')) break;
    await page.getByRole('button', { name: 'One step forward' }).click();
  }
  await there(page.locator('[data-state="viewer.signingIn.choosing"].active'));
  await there(television.getByText('Choose your TV provider'));
  await page.getByRole('button', { name: 'One step back' }).click();
  await there(page.locator('[data-state="viewer.signingIn.fetchingConfiguration"].active'));
  await page.getByRole('button', { name: 'To its end' }).click();
  await expect.poll(() => place.textContent()).toMatch(atItsEnd);
  expect(complaints).toEqual([]);
});

it('copies what a scenario did as a test that passes', async () => {
  visit = await stand.visit('#scenario=secondary-sign-in&at=20', {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const { page, sequence } = visit;
  await there(page.locator('.caption', { hasText: /Your turn|The end/ }));
  await sequence.getByRole('button', { name: 'Copy as a test' }).click();
  await there(page.getByText('The run is in the clipboard, as a Vitest test.'));
  const test = await page.evaluate(() => navigator.clipboard.readText());
  const [, record = ''] = /^const record = (\{[^]*?^\});$/m.exec(test) ?? [];
  expect(test).toBe(testOf(JSON.parse(record)));
  const { divergences, length } = replay(JSON.parse(record));
  expect(divergences).toEqual([]);
  expect(length).toBeGreaterThan(5);
});

it('takes no events and no faults while a record is shown, and goes back to the scenario', async () => {
  await open(await saved('#scenario=primary-sign-in&at=4'));
  const { page, television, tools, complaints } = visit;
  await there(tools.getByText('A record takes no events'));
  await tools.getByRole('tab', { name: 'Faults' }).click();
  await there(tools.getByText('Faults are for scenarios'));
  expect(await page.getByRole('region', { name: 'Phone', exact: true }).count()).toBe(0);
  await page.getByRole('button', { name: 'Close record' }).click();
  await there(television.getByRole('button', { name: 'Sign in' }));
  expect(complaints).toEqual([]);
});

it.each([
  ['no JSON', '{ "format":', 'is not JSON, or not all of it'],
  ['something else', '{ "format": "har" }', 'must be tve-auth-flow/flight-record'],
  [
    'of a later version',
    '{ "format": "tve-auth-flow/flight-record", "version": 2 }',
    'is of a newer version of tve-auth-flow',
  ],
])('says why a file is no record that is %s, and goes on', async (_, text, why) => {
  visit = await stand.visit('#scenario=primary-sign-in');
  const { page, television, complaints } = visit;
  await there(television.getByRole('button', { name: 'Sign in' }));
  await open(text, 'notes.json');
  await there(page.getByText(`notes.json can’t be shown as a flight record.`));
  await there(page.getByText(why));
  await television.getByRole('button', { name: 'Sign in' }).click();
  await there(television.getByText('Choose your TV provider'));
  expect(complaints).toEqual([]);
});

it('survives a record that somebody has changed', async () => {
  const text = await saved('#scenario=primary-sign-in&at=4');
  const record = JSON.parse(text) as { steps: Array<{ event: Record<string, unknown> }> };
  for (const { event } of record.steps)
    if ('output' in event) event['output'] = { mvpds: 'none', profiles: 7 };
  await open(JSON.stringify(record));
  const { page } = visit;
  await there(page.getByText('A flight record, replayed'));
  await there(page.getByText(/From step \d+ on, it goes another way/));
  const moment = page.getByLabel('Moment');
  for (let step = Number(await moment.getAttribute('max')); step > 0; step -= 1)
    await page.getByRole('button', { name: 'One step back' }).click();
  await there(page.getByRole('button', { name: 'Close record' }));
});
