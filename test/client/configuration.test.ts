import { describe, expect, it } from 'vitest';
import { configuration, type Mvpd } from '../../src/client/index.js';
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
});
