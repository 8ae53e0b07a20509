import { describe, expect, it } from 'vitest';
import { configuration, type Mvpd } from '../../src/client/index.js';
import { stubClient } from '../support/stub.js';
import { clientOptions, world } from '../support/world.js';

describe('a configuration', () => {
  const mvpdsOf = async (made = world()): Promise<readonly Mvpd[]> =>
    (await configuration(made.client)).mvpds;

  it('tells which MVPDs are temporary, so that a picker can leave them out (R41)', async () => {
    const mvpds = await mvpdsOf();
    const picker = mvpds.filter(({ isTempPass }) => !isTempPass).map(({ id }) => id);
    expect(picker).toEqual(['Cablevision', 'Spectrum', 'Dish', 'ATTOTT']);
    expect(mvpds).toHaveLength(6);
  });

  it('tells how each MVPD takes part in the single sign-on of the platform (R44)', async () => {
    const made = world();
    const flags = {
      enablePlatformServices: true,
      displayInPlatformPicker: false,
      boardingStatus: 'PICKER',
    };
    made.simulator.mvpd({ id: 'Cablevision', ...flags });
    const mvpds = await mvpdsOf(made);
    expect(mvpds.find(({ id }) => id === 'Cablevision')).toMatchObject(flags);
    expect(mvpds.find(({ id }) => id === 'TempPass_TEST40')).toMatchObject({
      enablePlatformServices: false,
      displayInPlatformPicker: false,
    });
  });

  it('is asked for with the device, and comes without it too (R45)', async () => {
    const { client, clientWith, simulator } = world();
    const bare = clientWith({
      device: { id: clientOptions.device.id },
      deviceHeaders: 'documented',
      accessToken: async () => simulator.issueToken(),
    });
    for (const one of [client, bare]) {
      await expect(configuration(one)).resolves.toMatchObject({ mvpds: expect.any(Array) });
      const { endpoint, headers } = simulator.requests.at(-1)!;
      expect(endpoint).toBe('E3');
      for (const name of ['ap-device-identifier', 'x-device-info'])
        expect(name in headers).toBe(one === client);
    }
  });

  it('may be asked for by a profile', async () => {
    const { client, seen } = stubClient([{ body: { mvpds: [] } }]);
    await configuration(client, { profile: 'a b&c' });
    await configuration(client);
    const url = 'https://sp.auth-staging.adobe.com/api/v2/REF30/configuration';
    expect(seen.map((request) => request.url)).toEqual([`${url}?profile=a%20b%26c`, url]);
  });

  it.each([
    ['https://logos.example/dish.png', 'https://logos.example/dish.png'],
    ['/logos/dish.png', 'https://sp.auth-staging.adobe.com/logos/dish.png'],
    ['https://logos.example/Télé 1.png', 'https://logos.example/T%C3%A9l%C3%A9%201.png'],
  ])('has a logo that is safe to show: %s', async (given, logoUrl) => {
    const { client } = stubClient([{ body: { mvpds: [{ id: 'Dish', logoUrl: given }] } }]);
    await expect(configuration(client)).resolves.toMatchObject({ mvpds: [{ logoUrl }] });
  });

  it.each(['http://logos.example/a.png', 'javascript:alert(1)', 'data:image/png,x', '//a.example'])(
    'leaves a logo out that is not, and tells: %s',
    async (logoUrl) => {
      const told: string[] = [];
      const mvpds = [{ id: 'Dish', displayName: 'DISH', logoUrl }, { id: 'Spectrum' }];
      const { client } = stubClient([{ body: { mvpds } }], {
        onOddity: ({ path }) => told.push(path),
      });
      const read = await configuration(client);
      expect(read.mvpds).toMatchObject([{ id: 'Dish', displayName: 'DISH' }, { id: 'Spectrum' }]);
      expect(read.mvpds[0]).not.toHaveProperty('logoUrl');
      expect(told).toEqual(['Dish.logoUrl']);
    },
  );
});
