import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  authenticationUrl,
  createPassClient,
  createSession,
  initiateLogout,
  type PassClient,
  profileForCode,
} from '../../src/index.js';
import { setStage, type Stage } from './support.js';

// For whoever wants to see the pages.
const pictures = mkdtempSync(join(tmpdir(), 'tve-auth-flow-pages-'));
let stage: Stage;

beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage?.close());

let devices = 0;
const createClient = (): PassClient =>
  createPassClient({
    environment: { origin: stage.origin },
    allowInsecureRequests: true,
    serviceProvider: 'REF30',
    softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
    device: {
      id: `television ${devices++}`,
      info: {
        model: 'TV',
        version: '1',
        osName: 'Linux',
        osVersion: '5',
        connectionType: 'LAN',
      },
    },
  });

async function begin() {
  const client = createClient();
  const redirectUrl = `${stage.app}/back?from=${encodeURIComponent('a&b')}`;
  const { code = '' } = await createSession(client, {
    mvpd: 'Cablevision',
    domainName: 'adobe.com',
    redirectUrl,
  });
  return { client, code, redirectUrl, url: authenticationUrl(client, { code }) };
}

it('signs in on the login page', async () => {
  const { client, code, redirectUrl, url } = await begin();
  const { page, complaints } = await stage.open(url);
  await page.setViewportSize({ width: 900, height: 700 });
  expect(await page.title()).toBe('Sign in to Cablevision');
  await page.screenshot({ path: join(pictures, 'login.png') });
  await page.getByLabel('User name').fill('viewer');
  await page.getByLabel('Password').fill('secret');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(redirectUrl);
  expect(complaints).toEqual([]);
  await page.close();

  const { profiles } = await profileForCode(client, { code });
  expect(Object.keys(profiles)).toEqual(['Cablevision']);
});

it('refuses a wrong password, and lets the viewer give up', async () => {
  const { client, code, redirectUrl, url } = await begin();
  const { page } = await stage.open(url);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 700 });
  await page.getByLabel('User name').fill('viewer');
  await page.getByLabel('Password').fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  expect(await page.getByRole('alert').textContent()).toContain('not right');
  await page.screenshot({ path: join(pictures, 'refused.png') });
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.waitForURL(redirectUrl);
  await page.close();
  expect(await profileForCode(client, { code })).toEqual({ profiles: {} });
});

it('connects a television by its code', async () => {
  const client = createClient();
  const { code = '' } = await createSession(client);
  const { page, complaints } = await stage.open(`${stage.origin}/activate`);
  await page.getByLabel('Code').fill(code);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('TV provider').selectOption('Cablevision');
  await page.screenshot({ path: join(pictures, 'provider.png') });
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('User name').fill('viewer');
  await page.getByLabel('Password').fill('secret');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(`${stage.origin}/done`);
  await page.screenshot({ path: join(pictures, 'done.png') });
  expect(complaints).toEqual([]);
  await page.close();
  expect(Object.keys((await profileForCode(client, { code })).profiles)).toEqual(['Cablevision']);
});

it('signs out on the page of the logout URL', async () => {
  const { client, code, redirectUrl } = await begin();
  await stage.simulator.viewer.signIn({ code });
  const { logouts } = await initiateLogout(client, { mvpd: 'Cablevision', redirectUrl });
  const { page, complaints } = await stage.open(logouts['Cablevision']?.url ?? '');
  expect(await page.title()).toBe('Signed out of Cablevision');
  await page.screenshot({ path: join(pictures, 'signed-out.png') });
  await page.waitForURL(redirectUrl);
  expect(complaints).toEqual([]);
  await page.close();
});
