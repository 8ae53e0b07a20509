/*
 * React and others render anew where a snapshot is another object than the last one. What a view shows
 * of a child has to come with such a one.
 */
import { expect, it } from 'vitest';
import { codeOf, logIn } from '../support/app.js';
import { authenticateWithPartner, startApp } from '../support/flows.js';
import { simulateTime, world } from '../support/world.js';

simulateTime();

interface Flow {
  getSnapshot(): object;
  subscribe(listener: () => void): unknown;
  view(): unknown;
}

/** The view as somebody has it who renders only where the snapshot is another one. */
function rendered(flow: Flow): () => unknown {
  const render = () => JSON.stringify(flow.view());
  let last = { snapshot: flow.getSnapshot(), words: render() };
  flow.subscribe(() => {
    const snapshot = flow.getSnapshot();
    if (snapshot !== last.snapshot) last = { snapshot, words: render() };
  });
  return () => JSON.parse(last.words) as unknown;
}

it('a sign-in inside shows its code, and its end', async () => {
  const made = world();
  const app = startApp(made.client);
  const shown = rendered(app);
  await made.pass(0);
  app.send({ type: 'authenticate', mvpd: 'Cablevision' });
  await made.pass(0);
  expect(shown()).toMatchObject({ authentication: { code: codeOf(app) } });
  expect(shown()).toEqual(app.view());
  await logIn(made, app);
  expect(shown()).toEqual(app.view());
});

it('a play request shows that it has failed, and that it is tried again', async () => {
  const made = world();
  made.simulator.profiles.add({ mvpd: 'Cablevision' });
  const app = startApp(made.client);
  const shown = rendered(app);
  await made.pass(0);
  made.simulator.faults.add({ endpoint: 'E14', status: 403 });
  app.send({ type: 'play', resource: 'one' });
  await made.pass(0);
  expect(shown()).toMatchObject({ plays: [{ phase: 'failed' }] });
  made.simulator.faults.add({ endpoint: 'E14', delay: 1000 });
  app.send({ type: 'play.retry', resource: 'one' });
  await made.pass(0);
  expect(shown()).toMatchObject({ plays: [{ phase: 'authorizing' }] });
});

it('a logout shows its URL', async () => {
  const made = world();
  made.simulator.profiles.add({ mvpd: 'Cablevision' });
  const app = startApp(made.client);
  const shown = rendered(app);
  await made.pass(0);
  app.send({ type: 'logout' });
  await made.pass(0);
  expect(shown()).toMatchObject({ logout: { phase: 'logout', url: expect.any(String) } });
});

const denied = {
  status: async () => ({
    frameworkPermissionInfo: { accessStatus: 'denied' },
    frameworkProviderInfo: {},
  }),
};

it('a sign-in with a partner shows the basic flow', async () => {
  const made = world();
  const flow = authenticateWithPartner(made.client, denied);
  const shown = rendered(flow);
  await made.pass(0);
  expect(shown()).toMatchObject({ phase: 'authenticate' });
});

it('and so does the one of an app', async () => {
  const made = world();
  const app = startApp(
    made.client,
    { partner: 'Apple', screen: 'secondary', choice: 'elsewhere' },
    { partnerFramework: { authenticate: async () => ({}), ...denied } },
  );
  const shown = rendered(app);
  await made.pass(0);
  app.send({ type: 'authenticate' });
  await made.pass(0);
  expect(shown()).toEqual(app.view());
});
