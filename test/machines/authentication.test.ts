import { describe, expect, it } from 'vitest';
import { authenticate } from '../support/flows.js';
import { simulateTime, world } from '../support/world.js';

simulateTime();

describe('on a primary screen', () => {
  it('logs the viewer in and polls only once the user agent has returned', async () => {
    const { client, simulator, pass, seen, times } = world();
    const flow = authenticate(client);
    expect(flow.view()).toEqual({ phase: 'creating' });
    await pass(0);
    const view = flow.view();
    if (view.phase !== 'authenticate') throw new Error(JSON.stringify(view));
    expect(view).toMatchObject({ polling: false });
    await pass(60_000);
    expect(seen()).toEqual(['E1', 'E2', 'E4']);
    await simulator.viewer.signIn({ code: view.code });
    flow.send({ type: 'userAgent.returned' });
    await pass(0);
    expect(times('E10')).toEqual([60_000]);
    expect(flow.view()).toMatchObject({ phase: 'authorize', mvpd: 'Cablevision', reason: 'login' });
    expect(flow.getSnapshot().output).toEqual(flow.view());
  });
});

describe('on a secondary screen', () => {
  it('polls from the code on, also while parameters are missing', async () => {
    const { client, simulator, pass, times } = world();
    const flow = authenticate(client, {
      screen: 'secondary',
      mvpd: undefined as never,
      domainName: undefined as never,
      redirectUrl: undefined as never,
    });
    await pass(0);
    const view = flow.view();
    if (view.phase !== 'resume') throw new Error(JSON.stringify(view));
    expect(view.missingParameters).toEqual(['mvpd', 'domainName', 'redirectUrl']);
    await pass(12_000);
    expect(times('E10')).toEqual([0, 5000, 10_000]);
    await simulator.viewer.signIn({ code: view.code, mvpd: 'Cablevision' });
    await pass(3000);
    expect(flow.view()).toMatchObject({ phase: 'authorize', mvpd: 'Cablevision', reason: 'login' });
    await pass(60_000);
    expect(times('E10')).toEqual([0, 5000, 10_000, 15_000]);
  });
});
