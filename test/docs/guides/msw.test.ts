import { http } from 'msw';
import { setupServer } from 'msw/node';
import { createPassClient, createSession } from 'tve-auth-flow/client';
import { createSimulator } from 'tve-auth-flow/simulator';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

const simulator = createSimulator();
const server = setupServer(
  http.all('https://*.adobe.com/*', async ({ request }) => {
    const { url, method, headers } = request;
    const body = method === 'GET' ? null : await request.text();
    return simulator.fetch(url, { method, headers, body, redirect: 'manual' });
  }),
);

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => simulator.reset());
afterAll(() => server.close());

it('shows a code', async () => {
  const client = createPassClient({
    environment: 'release-staging',
    serviceProvider: 'REF30',
    softwareStatement: 'any-text-without-spaces',
    device: {
      id: 'ba23d141-d715-561c-94f4-e9e4c966b1eb',
      info: { model: 'TV 1', version: '1', osName: 'webOS', osVersion: '6', connectionType: 'LAN' },
    },
  }); // in your test: the app makes it
  const { code } = await createSession(client);
  expect(code).toMatch(/^[A-Z0-9]{7}$/);
  expect(simulator.requests.map(({ endpoint }) => endpoint)).toEqual(['E1', 'E2', 'E4']);
});
