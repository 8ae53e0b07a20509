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

  it('comes to a client without device info, too (R45)', async () => {
    const { clientWith, simulator } = world();
    const client = clientWith({
      device: { id: clientOptions.device.id },
      accessToken: async () => simulator.issueToken(),
    });
    await expect(configuration(client)).resolves.toMatchObject({ mvpds: expect.any(Array) });
    expect(simulator.requests.at(-1)).toMatchObject({ endpoint: 'E3', status: 200 });
    expect(simulator.requests.at(-1)?.headers).not.toHaveProperty('x-device-info');
  });
});
