import { describe, expect, it } from 'vitest';
import { startApp } from '../support/flows.js';
import { simulateTime, world } from '../support/world.js';

simulateTime();

describe('trial', () => {
  it('goes all the way', async () => {
    const { client, simulator, pass } = world();
    const app = startApp(client);
    const phases: string[] = [];
    app.subscribe((s) => {
      void s;
      phases.push(app.view().phase);
    });
    expect(app.view()).toEqual({ phase: 'restoring', plays: [], marks: {}, preauthorizing: false });
    await pass(0);
    expect(app.view().phase).toBe('unauthenticated');
    app.send({ type: 'authenticate' });
    await pass(0);
    expect(app.view()).toMatchObject({ phase: 'choosing' });
    app.send({ type: 'mvpd.selected', mvpd: 'Cablevision' });
    await pass(0);
    expect(app.view()).toMatchObject({
      phase: 'authenticating',
      authentication: { phase: 'authenticate' },
    });
    const v = app.view();
    if (v.phase !== 'authenticating' || v.authentication.phase !== 'authenticate')
      throw new Error();
    await simulator.viewer.signIn({ code: v.authentication.code });
    app.send({ type: 'userAgent.returned' });
    await pass(3100);
    expect(app.view()).toMatchObject({ phase: 'authenticated' });
    app.send({ type: 'play', resource: 'one' });
    app.send({ type: 'preauthorize', resources: ['one', 'two'] });
    expect(app.view()).toMatchObject({ plays: [{ phase: 'authorizing' }], preauthorizing: true });
    await pass(0);
    app.send({ type: 'logout' });
    await pass(0);
    app.send({ type: 'userAgent.returned' });
    await pass(0);
  });
});
