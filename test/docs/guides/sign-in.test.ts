import {
  createPassClient,
  entitlementMachine,
  entitlementServices,
  entitlementView,
} from 'tve-auth-flow';
import { createSimulator } from 'tve-auth-flow/simulator';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createActor } from 'xstate';

beforeEach(() => vi.useFakeTimers({ now: Date.UTC(2026, 0, 5) }));
afterEach(() => vi.useRealTimers());

/** Your app on a television, with a service of its own. */
function startApp() {
  const simulator = createSimulator();
  simulator.mvpd({ id: 'Cablevision', permits: ['news'] });
  const client = createPassClient({
    environment: 'release-staging',
    serviceProvider: 'REF30',
    softwareStatement: 'any-text-without-spaces',
    device: {
      id: 'ba23d141-d715-561c-94f4-e9e4c966b1eb',
      info: { model: 'TV 1', version: '1', osName: 'webOS', osVersion: '6', connectionType: 'LAN' },
    },
    fetch: simulator.fetch,
  });
  const machine = entitlementMachine.provide({ actors: entitlementServices(client) });
  const app = createActor(machine, {
    input: { screen: 'secondary', choice: 'elsewhere', redirectUrl: 'https://adobe.com' },
  }).start();
  return { simulator, app, view: () => entitlementView(app.getSnapshot()) };
}

it('plays after a login on the phone, though a poll fails', async () => {
  const { simulator, app, view } = startApp();
  await vi.advanceTimersByTimeAsync(10); // milliseconds
  expect(view().phase).toBe('unauthenticated');

  app.send({ type: 'authenticate' });
  await vi.advanceTimersByTimeAsync(10);
  expect(view()).toMatchObject({ authentication: { phase: 'resume', code: expect.any(String) } });

  const now = view();
  const code =
    'authentication' in now && 'code' in now.authentication ? now.authentication.code : '';
  await simulator.viewer.signIn({ code, mvpd: 'Cablevision' }); // the person, on the phone
  simulator.faults.add({ endpoint: 'E10', status: 503, times: 1 }); // the next poll fails
  await vi.advanceTimersByTimeAsync(15_000); // three polls
  expect(view().phase).toBe('authenticated');
  expect(simulator.requests.filter(({ status }) => status === 503)).toHaveLength(1);

  app.send({ type: 'play', resource: 'news' });
  await vi.advanceTimersByTimeAsync(10);
  expect(view().plays).toMatchObject([{ resource: 'news', phase: 'permitted' }]);
  app.stop();
});
