import { describe, expect, test } from 'vitest';
import { createSimulator } from '../../src/simulator/index.js';
import { deviceId, harness, type Harness, type Json } from './support.js';

const path = '/api/v2/REF30/configuration';
const ask = async (to: Harness) => (await to.call('GET', path)).json;
const entry = async (to: Harness, id: string): Promise<Json> => {
  const { requestor } = await ask(to);
  return requestor.mvpds.find((mvpd: Json) => mvpd.id === id);
};

describe('E3', () => {
  test('lists the MVPDs that are switched on, inside requestor', async () => {
    const to = harness({ domains: ['a.example', 'b.example'] });
    const json = await ask(to);
    expect(json).not.toHaveProperty('mvpds');
    expect(json.requestor).toMatchObject({
      id: 'REF30',
      domains: [
        { name: 'a.example', mvpdInitiated: false },
        { name: 'b.example', mvpdInitiated: false },
      ],
    });
    expect(json.requestor.mvpds.map(({ id }: Json) => id)).toEqual([
      'Cablevision',
      'Spectrum',
      'Dish',
      'ATTOTT',
      'TempPass_TEST40',
      'flexibleTempPass',
    ]);
  });

  test('lists them beside it, with a time, as the table has it (D5)', async () => {
    const to = harness({ configurationPlacement: 'beside' });
    const json = await ask(to);
    expect(json.requestor).not.toHaveProperty('mvpds');
    expect(json.mvpds).toHaveLength(6);
    expect(json).toMatchObject({ time: to.clock.now, errorReporting: {} });
    expect(json).not.toHaveProperty('os');
  });

  test('says what the platform wants to know', async () => {
    const to = harness();
    const flags = {
      enablePlatformServices: true,
      displayInPlatformPicker: true,
      enforcePlatformPermissions: true,
      boardingStatus: 'PICKER',
      platformMappingId: 'new-one',
      isProxy: true,
      logoUrl: 'https://example.com/logo.png',
      authPerAggregator: false,
    };
    to.simulator.mvpd({ id: 'NewOne', displayName: 'The new one', ...flags });
    expect(await entry(to, 'NewOne')).toEqual({
      id: 'NewOne',
      displayName: 'The new one',
      ...flags,
    });
    expect(await entry(to, 'TempPass_TEST40')).toMatchObject({ isTempPass: true });
    expect(await entry(to, 'flexibleTempPass')).toMatchObject({ isTempPass: true });
  });

  test('leaves out what is off', async () => {
    const to = harness();
    to.simulator.mvpd({ id: 'Plain', isProxy: false, enablePlatformServices: false });
    expect(await entry(to, 'Plain')).toEqual({
      id: 'Plain',
      displayName: 'Plain',
      logoUrl: expect.any(String),
    });
  });

  test('draws a logo for those that have none', async () => {
    const to = harness();
    const { logoUrl } = await entry(to, 'Cablevision');
    const picture = await to.call('GET', logoUrl, { headers: {} });
    expect(picture.headers.get('content-type')).toBe('image/svg+xml');
    expect(picture.text).toContain('>C</text>');
    to.simulator.mvpd({ id: '<b>' });
    const markup = await to.call('GET', (await entry(to, '<b>')).logoUrl, { headers: {} });
    expect(markup.text).toContain('>?</text>');
    expect((await to.call('GET', '/logo/Nobody')).status).toBe(404);
  });

  test('follows an integration that is switched off and on again', async () => {
    const to = harness();
    to.simulator.mvpd({ id: 'Dish', enabled: false });
    expect(await entry(to, 'Dish')).toBeUndefined();
    to.simulator.mvpd({ id: 'Dish', enabled: true });
    expect(await entry(to, 'Dish')).toMatchObject({ id: 'Dish' });
  });

  test('knows nothing of the viewer', async () => {
    const to = harness();
    const before = await ask(to);
    to.simulator.profiles.add({ mvpd: 'Dish', deviceId });
    expect(await ask(to)).toEqual(before);
  });

  test('takes a profile parameter, which no page explains, and no other', async () => {
    const to = harness();
    expect((await to.call('GET', `${path}?profile=x`)).status).toBe(200);
    expect((await to.call('GET', `${path}?mvpd=Dish`)).status).toBe(400);
    expect((await to.call('GET', `${path}/`)).status).toBe(200);
    expect(to.simulator.requests.map(({ endpoint }) => endpoint)).toEqual(['E3', 'E3', 'E3']);
  });
});

describe('options that make no sense', () => {
  test.each([
    { decisionLife: 0 },
    { mediaTokenLife: -1 },
    { serviceTokenLife: Number.NaN },
    { linkLife: 0 },
    { preauthorizeLimit: 0 },
    { authorizeLimit: 0 },
  ])('%o', (options) => {
    expect(() => createSimulator(options)).toThrow(RangeError);
  });
});
