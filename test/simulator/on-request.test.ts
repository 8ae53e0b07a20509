import { describe, expect, test } from 'vitest';
import type { JournalEntry } from '../../src/simulator/index.js';
import { allParameters, harness } from './support.js';

function listening(options: Parameters<typeof harness>[0] = {}) {
  const heard: JournalEntry[] = [];
  const to = harness({ ...options, onRequest: (entry) => heard.push(entry) });
  return { to, heard };
}

describe('onRequest', () => {
  test('hears each request when it is answered, as the journal has it', async () => {
    const { to, heard } = listening();
    await to.create();
    expect(heard).toEqual([expect.objectContaining({ endpoint: 'E4', status: 200 })]);
    await to.profile('Nobody');
    await to.decide('preauthorize', 'ATTOTT', ['one']);
    await to.decide('authorize', 'ATTOTT', ['one']);
    expect(heard).toEqual(to.simulator.requests);
    expect(heard.map(({ endpoint, status, code }) => [endpoint, status, code])).toEqual([
      ['E4', 200, undefined],
      ['E9', 400, 'invalid_parameter_mvpd'],
      ['E13', 200, undefined],
      ['E14', 200, undefined],
    ]);
    expect(heard.at(-1)?.body).toEqual({ resources: ['one'] });
  });

  test('hears the viewer, and what nobody serves', async () => {
    const { to, heard } = listening();
    const { code } = await to.create(allParameters);
    await to.simulator.viewer.signIn({ code });
    await to.call('GET', '/nowhere');
    expect(heard.some(({ viewer }) => viewer)).toBe(true);
    expect(heard.at(-1)).toMatchObject({ endpoint: 'unknown', status: 404 });
  });

  test('hears what was throttled, faulty, or cut off', async () => {
    const { to, heard } = listening({ throttle: { rate: 1, burst: 2 } });
    to.simulator.faults.add({ status: 503 });
    to.simulator.faults.add({ cut: true });
    await to.create();
    await expect(to.create()).rejects.toThrow(TypeError);
    await to.create();
    await to.create();
    expect(heard.map(({ status, fault, throttled }) => [status, fault, throttled])).toEqual([
      [503, true, undefined],
      [undefined, true, undefined],
      [200, undefined, undefined],
      [429, undefined, true],
    ]);
  });

  test('hears a browser that asks beforehand', async () => {
    const { to, heard } = listening();
    await to.call('OPTIONS', '/api/v2/REF30/profiles', {
      headers: { origin: 'https://a.b', 'access-control-request-method': 'GET' },
    });
    expect(heard).toEqual([expect.objectContaining({ method: 'OPTIONS', status: 204 })]);
  });

  test('can fail the caller, so that a test fails where it happens', async () => {
    const to = harness({
      onRequest() {
        throw new Error('Not this one.');
      },
    });
    await expect(to.create()).rejects.toThrow('Not this one.');
  });
});

test('the journal numbers every endpoint', async () => {
  const to = harness();
  const asked = async (method: string, path: string) => {
    await to.call(method, path);
    return to.simulator.requests.at(-1)?.endpoint;
  };
  const sp = '/api/v2/REF30';
  expect(await asked('GET', `${sp}/configuration`)).toBe('E3');
  expect(await asked('GET', `${sp}/profiles`)).toBe('E8');
  expect(await asked('GET', `${sp}/profiles/Dish`)).toBe('E9');
  expect(await asked('POST', `${sp}/decisions/preauthorize/Dish`)).toBe('E13');
  expect(await asked('POST', `${sp}/decisions/authorize/Dish`)).toBe('E14');
  expect(await asked('POST', '/api/REF30/serviceToken')).toBe('E19');
  expect(await asked('GET', '/api/REF30/serviceToken')).toBe('E20');
  expect(await asked('POST', '/api/REF30/link')).toBe('E21');
  expect(await asked('POST', '/api/REF30/unlink')).toBe('E22');
  expect(await asked('GET', '/api/REF30/list')).toBe('E23');
});
