import { expect, it } from 'vitest';
import { createActor, createMachine, fromPromise } from 'xstate';
import { logoutMachine, logoutServices } from '../../src/index.js';
import { simulateTime, world } from '../support/world.js';

simulateTime();

const input = { mvpd: 'Cablevision', redirectUrl: 'https://adobe.com' };
const ids = (flow: { getSnapshot(): { children: object } }) =>
  Object.keys(flow.getSnapshot().children);

it('with `provide` takes no event that its actors have not sent', async () => {
  const { client } = world();
  const services = logoutServices(client);
  // The request goes out a moment later, so the flow waits here.
  const machine = logoutMachine.provide({ actors: services }).provide({
    actors: { initiateLogout: services.initiateLogout },
  });
  const flow = createActor(machine, { input }).start();
  const before = flow.getSnapshot();
  const [id = ''] = ids(flow);
  expect(id).not.toBe('');
  flow.send({ type: `xstate.error.actor.${id}`, error: new Error('forged') } as never);
  expect(flow.getSnapshot()).toBe(before);
});

it('with its configuration alone is another machine, without that guard', async () => {
  const { actors, actions, guards } = logoutMachine.implementations;
  const hanging = { ...actors, initiateLogout: fromPromise(() => new Promise<never>(() => {})) };
  const machine = createMachine(
    logoutMachine.config as never,
    {
      actors: hanging,
      actions,
      guards,
    } as never,
  );
  const flow = createActor(machine, { input } as never).start();
  const before = flow.getSnapshot();
  const [id = ''] = ids(flow);
  flow.send({ type: `xstate.error.actor.${id}`, error: new Error('forged') } as never);
  expect(flow.getSnapshot()).not.toBe(before);
});
