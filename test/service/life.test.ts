import { describe, expect, it } from 'vitest';
import { simulateTime } from '../support/world.js';
import { bodyOf, settled, type Told, world } from './support.js';

simulateTime();

const code = ({ view }: Told) =>
  ((view['authentication'] ?? view) as { readonly code: string }).code;

describe('a device', () => {
  it('signs in, and the flow ends', async () => {
    const { device, simulator, service } = await world();
    const tv = device();
    const { id, seq } = await tv.start();
    expect(seq).toBe(1);
    const shown = await settled(tv.until(id, ({ phase }) => phase === 'authenticate'));
    await simulator.viewer.signIn({ code: code(shown) });
    expect((await tv.send(id, { type: 'userAgent.returned' })).status).toBe(200);
    const { view } = await settled(tv.until(id, ({ phase }) => phase === 'authorize'));
    expect(view).toMatchObject({ mvpd: 'Cablevision', reason: 'login' });
    const last = await tv.ask('GET', `/v1/flows/${id}`);
    expect(last.headers.get('Flow-Ended')).toBe('true');
    await service.close();
  });

  it('is told to Adobe by its own id, and by what it says of itself', async () => {
    const { device, simulator, service } = await world();
    const tv = device('television-of-adobe');
    const { id } = await tv.start();
    const shown = await settled(tv.until(id, ({ phase }) => phase === 'authenticate'));
    expect(simulator.session(code(shown))?.deviceId).toBe('television-of-adobe');
    await service.close();
  });

  it('lives a whole life: sign-in, a play with its media token, sign-out', async () => {
    const { device, simulator, service, errors } = await world();
    const tv = device();
    const { screen, domainName, redirectUrl } = {
      screen: 'primary',
      domainName: 'adobe.com',
      redirectUrl: 'https://adobe.com',
    };
    const { id } = await tv.start('entitlement', { screen, domainName, redirectUrl });
    const until = (phase: string) => settled(tv.until(id, (view) => view.phase === phase));
    await until('unauthenticated');
    await tv.send(id, { type: 'authenticate', mvpd: 'Cablevision' });
    const shown = await settled(
      tv.until(
        id,
        ({ authentication }) => (authentication as { phase?: string })?.phase === 'authenticate',
      ),
    );
    await simulator.viewer.signIn({ code: code(shown) });
    await tv.send(id, { type: 'userAgent.returned' });
    await until('authenticated');

    await tv.send(id, { type: 'play', resource: 'news' });
    const plays = (view: Told['view']) =>
      view['plays'] as ReadonlyArray<{ readonly phase: string; readonly resource: string }>;
    await settled(tv.until(id, (view) => plays(view)[0]?.phase === 'permitted'));
    const take = () => tv.ask('POST', `/v1/flows/${id}/media-token`, { resource: 'news' });
    const first = await take();
    expect(first.status).toBe(200);
    expect(first.headers.get('Cache-Control')).toBe('no-store');
    const { serializedToken } = await bodyOf<{ serializedToken: string }>(first);
    expect(simulator.verifyMediaToken(serializedToken, 'news')).toBe('VALID_TOKEN');
    expect(await bodyOf<object>(await take())).toMatchObject({ code: 'media_token_gone' });

    await tv.send(id, { type: 'logout' });
    await settled(tv.until(id, ({ logout }) => (logout as { phase?: string })?.phase === 'logout'));
    await tv.send(id, { type: 'userAgent.returned' });
    const { view } = await until('unauthenticated');
    expect(view['outcomes']).toMatchObject([
      { mvpd: 'Cablevision', actionName: 'logout', carriedOut: true },
    ]);
    expect((await tv.ask('DELETE', `/v1/flows/${id}`)).status).toBe(204);
    expect((await tv.ask('GET', `/v1/flows/${id}`)).status).toBe(404);
    expect(errors).toEqual([]);
    await service.close();
  });
});
