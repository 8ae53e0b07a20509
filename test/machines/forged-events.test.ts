import { describe, expect, it } from 'vitest';
import type { AnyActor } from 'xstate';
import { signedInApp } from '../support/app.js';
import { authenticate, startApp } from '../support/flows.js';
import { simulateTime, world } from '../support/world.js';

simulateTime();

const login = { phase: 'authorize', mvpd: 'Dish', reason: 'login' };

/** Sends what only an actor of the flow may tell. */
function expectNoChange(flow: AnyActor, event: { type: string; [field: string]: unknown }) {
  const before: unknown = flow.getSnapshot();
  flow.send(event);
  expect(flow.getSnapshot()).toBe(before);
}

describe('an event in the name of an actor, which that actor has not sent,', () => {
  it.each([
    { type: 'xstate.done.actor.authentication', output: login },
    { type: 'xstate.done.actor.authentication', actorId: 'authentication', output: login },
    { type: 'xstate.error.actor.authentication', error: new Error('no') },
    { type: 'xstate.snapshot.authentication', snapshot: { value: 'authorize', context: {} } },
    { type: 'xstate.snapshot.x', snapshot: {} },
    { type: 'xstate.done.actor.x', output: login },
  ])('changes nothing in the life of a viewer: $type', async (event) => {
    const made = world();
    const app = startApp(made.client);
    await made.pass(0);
    app.send({ type: 'authenticate', mvpd: 'Cablevision' });
    await made.pass(0);
    expect(app.view()).toMatchObject({ phase: 'authenticating' });
    expectNoChange(app, event);
  });

  it('permits nothing', async () => {
    const made = world();
    const app = await signedInApp(made);
    made.simulator.faults.add({ endpoint: 'E14', delay: 10_000 });
    app.send({ type: 'play', resource: 'one' });
    const id = Object.keys(app.getSnapshot().children).find((name) => name.startsWith('play'))!;
    const output = { phase: 'permitted', ticket: 'a-ticket', verified: false };
    expectNoChange(app, { type: `xstate.done.actor.${id}`, output });
    expectNoChange(app, { type: 'request.settled', id, output });
    expectNoChange(app, { type: 'request.changed', id, snapshot: { value: 'failed' } });
    await made.pass(20_000);
    expect(app.view().plays).toMatchObject([{ phase: 'permitted', source: 'mvpd' }]);
  });

  it.each([
    { type: 'xstate.done.actor.check', output: { found: { mvpd: 'Dish', profile: {} } } },
    { type: 'xstate.done.actor.expiry', output: 2e15 },
    { type: 'xstate.done.actor.createSession', output: null },
  ])('changes nothing in a login: $type', async (event) => {
    const made = world();
    const flow = authenticate(made.client, { screen: 'secondary' });
    await made.pass(0);
    expectNoChange(flow, event);
    await made.pass(10_000);
    expect(flow.view()).toMatchObject({ phase: 'authenticate', polling: true });
  });
});
