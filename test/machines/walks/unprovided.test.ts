import { expect, it } from 'vitest';
import { createActor } from 'xstate';
import { logoutMachine } from '../../../src/index.js';
import { expectAWayOut } from './rules/index.js';

it('a machine without services can be left too', async () => {
  const input = { mvpd: 'Cablevision', redirectUrl: 'https://adobe.com' };
  const flow = createActor(logoutMachine, { input }).start();
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(flow.getSnapshot().value).toBe('failed');
  expectAWayOut({
    flow,
    get snapshot() {
      return flow.getSnapshot();
    },
  });
});
