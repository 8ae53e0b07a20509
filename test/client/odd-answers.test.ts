import { describe, expect, it } from 'vitest';
import {
  authorize,
  configuration,
  initiateLogout,
  linkedDevices,
  type Oddity,
  type PassError,
  preauthorize,
  profileForCode,
  requestAccessToken,
} from '../../src/client/index.js';
import { stubClient } from '../support/stub.js';
import { calls } from './calls.js';
import { type Message, messages } from './messages.js';

type Path = readonly string[];
type Holder = Record<string, unknown>;

const isObject = (value: unknown): value is Holder => typeof value === 'object' && value !== null;
const copyOf = (body: object) => JSON.parse(JSON.stringify(body)) as Holder;
const name = (path: Path) => path.join('.');

/** Every place in a message, from the outside in; not those where anything may stand. */
const places = ({ anything }: Message, value: unknown, path: Path = []): Path[] => [
  ...(path.length > 0 && !anything?.test(name(path)) ? [path] : []),
  ...(isObject(value)
    ? Object.entries(value).flatMap(([key, inner]) =>
        places({ anything } as Message, inner, [...path, key]),
      )
    : []),
];

/** A copy in which something was done to what holds a place. */
function changed(body: object, path: Path, change: (holder: Holder, key: string) => void): object {
  const copy = copyOf(body);
  const holder = path.slice(0, -1).reduce((at, key) => at[key] as Holder, copy);
  change(holder, path.at(-1) ?? '');
  return copy;
}

const without = (body: object, path: Path) =>
  changed(body, path, (holder, key) => {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
  });

/** What no field of that kind is: text where a number belongs, a number everywhere else. */
const wrong = (value: unknown) => (typeof value === 'number' ? 'odd' : 7);

/** Whether a place is that of a member of a list or a map, and not a field. */
const isMember = (path: Path) =>
  !isNaN(Number(path.at(-1))) || /^(profiles|attributes|logouts)$/.test(path.at(-2) ?? '');

/** What a call comes to, its error as data; and what was told of it. */
async function readAnswer({ endpoint, status = 200 }: Message, body: unknown) {
  const told: Oddity[] = [];
  const options = { onOddity: (oddity: Oddity) => told.push(oddity), retry: { limit: 0 } };
  const { client } = stubClient([{ status, body }], options);
  const result: unknown = await calls[endpoint](client).catch((error: unknown) => ({
    failed: (error as PassError).toJSON(),
  }));
  return { result: result as { failed?: { name: string; path?: string }; raw?: unknown }, told };
}

describe.each(Object.entries(messages))('an answer with %s', (_, message) => {
  const { body, needed, endpoint } = message;

  it('is read as it is', async () => {
    const { result, told } = await readAnswer(message, body);
    expect(result).not.toHaveProperty('failed');
    expect(told).toEqual([]);
  });

  it('loses the smallest part around what cannot be read, and tells where that was', async () => {
    for (const path of places(message, body)) {
      const odd = changed(body, path, (holder, key) => (holder[key] = wrong(holder[key])));
      const { result, told } = await readAnswer(message, odd);
      if (needed.includes(name(path))) {
        expect(result.failed?.name, name(path)).toMatch(/^(ForeignAnswer|InvalidResponse)Error$/);
        expect(result.failed?.path, name(path)).toEqual(expect.any(String));
      } else {
        expect(result, name(path)).not.toHaveProperty('failed');
        expect(result, name(path)).toEqual((await readAnswer(message, without(body, path))).result);
        const oddity = { endpoint, path: name(path), expected: expect.any(String) as string };
        expect(told, name(path)).toEqual([oddity]);
      }
    }
  });

  it('says with null or no text that a field is absent, which is no oddity', async () => {
    for (const path of places(message, body)) {
      const { result, told } = await readAnswer(message, without(body, path));
      // The entry goes with a field that it needs.
      if (isMember(path) || needed.includes(name(path)) || told.length > 0) continue;
      for (const nothing of [null, '']) {
        const empty = changed(body, path, (holder, key) => (holder[key] = nothing));
        expect(await readAnswer(message, empty), name(path)).toEqual({ result, told: [] });
      }
    }
  });

  it('gives nothing that no schema names; it stands as it came under `raw`', async () => {
    const planted = copyOf(body);
    const secret = 'planted secret';
    planted['planted'] = secret;
    for (const path of places(message, body)) {
      const at = path.reduce<unknown>((value, key) => (value as Holder)[key], planted);
      if (Array.isArray(at)) at.push({ planted: secret });
      else if (isObject(at) && name(path) !== 'devices')
        Object.assign(at, { planted: secret, plantedMember: { planted: secret } });
    }
    const { result } = await readAnswer(message, planted);
    expect(result).not.toHaveProperty('failed');
    expect(JSON.stringify({ ...result })).not.toContain(secret);
    expect(result.raw).toEqual(/^E1[34]$/.test(endpoint) ? [planted] : planted);
  });
});

describe('an oddity', () => {
  const body = { mvpds: [{ id: 'Dish', displayName: 7 }, { id: 7 }] };
  const dish = [expect.objectContaining({ id: 'Dish' })];

  it('is told once by a client, however often it comes', async () => {
    const told: Oddity[] = [];
    const onOddity = (oddity: Oddity) => told.push(oddity);
    const { client } = stubClient([{ body }], { onOddity });
    for (let call = 0; call < 3; call++) await configuration(client);
    expect(told).toEqual([
      { endpoint: 'E3', path: 'mvpds.0.displayName', expected: 'text' },
      { endpoint: 'E3', path: 'mvpds.1.id', expected: 'text' },
    ]);
    await configuration(stubClient([{ body }], { onOddity }).client);
    expect(told).toHaveLength(4);
  });

  it('is told by the names of the answer, not by those of the client', async () => {
    const told: string[] = [];
    const { client } = stubClient([{ body: { requestor: body } }], {
      onOddity: ({ path }) => told.push(path),
    });
    await expect(configuration(client)).resolves.toMatchObject({ mvpds: dish });
    expect(told).toEqual(['requestor.mvpds.0.displayName', 'requestor.mvpds.1.id']);
  });

  it('breaks no call where the observer fails, or there is none', async () => {
    const onOddity = () => {
      throw new Error('the log is full');
    };
    for (const options of [{ onOddity }, {}]) {
      const { client } = stubClient([{ body }], options);
      await expect(configuration(client)).resolves.toMatchObject({ mvpds: dish });
    }
  });

  it('of one decision denies one resource', async () => {
    const decisions = [
      { resource: 'one', authorized: true, token: { serializedToken: 'x', notAfter: 1 } },
      { resource: 'two', authorized: 'yes' },
      { authorized: true },
    ];
    const { client } = stubClient([{ body: { decisions } }]);
    const asked = { mvpd: 'Dish', resources: ['one', 'two', 'three'] };
    const read = await authorize(client, asked, { resourcesPerRequest: 3 });
    const error = expect.objectContaining({ code: 'response_invalid', remedy: 'none' }) as object;
    expect(read.decisions).toEqual([
      expect.objectContaining({ resource: 'one', authorized: true }),
      { resource: 'two', authorized: false, error },
      { resource: 'three', authorized: false, error },
    ]);
  });
});

describe('a time', () => {
  const notAfter = async (json: string) => {
    const told: string[] = [];
    const body = `{"profiles":{"Dish":{"type":"regular","notAfter":${json}}}}`;
    const { client } = stubClient([{ body }], { onOddity: ({ path }) => told.push(path) });
    const { profiles } = await profileForCode(client, { code: 'A' });
    return { time: profiles['Dish']?.notAfter, told };
  };
  const LAST = 8.64e15;

  it.each([
    ['1733735289035', 1733735289035],
    ['"1733735289035"', 1733735289035],
    ['"2000000000000.0"', 2000000000000],
    ['1733735289', 1733735289000],
    ['"1733735289"', 1733735289000],
    ['1733735289.5', 1733735289500],
    ['0', 0],
    ['9223372036854775807', LAST],
    ['"9223372036854775807"', LAST],
    ['1e309', LAST],
  ])('%s is read as %d', async (json, time) => {
    await expect(notAfter(json)).resolves.toEqual({ time, told: [] });
    expect(new Date(time).getTime()).toBe(time);
  });

  it.each(['-1', '"-1"', '-9223372036854775808', '"soon"', '""', 'true', '[1733735289035]', '{}'])(
    '%s is none',
    async (json) => {
      await expect(notAfter(json)).resolves.toEqual({ told: ['profiles.Dish.notAfter'] });
    },
  );
});

describe('a number', () => {
  const life = async (json: string) => {
    const body = `{"access_token":"opaque","expires_in":${json}}`;
    const credentials = { client_id: 'a', client_secret: 'b' };
    const { expires_in } = await requestAccessToken(stubClient([{ body }]).client, credentials);
    return expires_in;
  };

  it.each([
    ['21600', 21_600],
    ['"21600.0"', 21_600],
    ['0', 0],
  ])('%s is read as %d', async (json, expected) => {
    await expect(life(json)).resolves.toBe(expected);
  });

  it.each(['-1', '1e309', '"1e309"', '9223372036854775807', '"a day"', 'null'])(
    '%s is none',
    async (json) => {
      await expect(life(json)).resolves.toBeUndefined();
    },
  );
});

describe('a flag', () => {
  it.each([
    [true, true],
    ['true', true],
    [false, false],
    ['false', false],
    [null, false],
    [undefined, false],
    [1, false],
  ])('that is %j is read as %j (D19)', async (isTempPass, expected) => {
    const { client } = stubClient([{ body: { mvpds: [{ id: 'Dish', isTempPass }] } }]);
    const { mvpds } = await configuration(client);
    expect(mvpds[0]?.isTempPass).toBe(expected);
  });
});

describe('an id', () => {
  const ids = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', ' \u0000 ', '☃'];
  const json = JSON.stringify;
  const mapOf = (entry: object) => `{${ids.map((id) => `${json(id)}:${json(entry)}`).join()}}`;
  const keys = (map: object) => Object.keys(map).sort();
  const sorted = ids.slice().sort();

  it('may have any name in a map of profiles, and in one of attributes', async () => {
    const attributes = mapOf({ value: 'x' });
    const profile = `{"type":"regular","notAfter":1,"attributes":${attributes}}`;
    const body = `{"profiles":{${ids.map((id) => `${json(id)}:${profile}`).join()}}}`;
    const answered = await profileForCode(stubClient([{ body }]).client, { code: 'A' });
    const { profiles } = answered;
    expect(keys(profiles)).toEqual(sorted);
    for (const [id, { attributes: read }] of Object.entries(profiles)) {
      expect(keys(read), id).toEqual(sorted);
      expect(Object.entries(read).map(([, entry]) => entry)).toEqual(
        ids.map(() => ({ value: 'x' })),
      );
    }
    expect(Object.getPrototypeOf(profiles)).toBe(Object.prototype);
    expect(JSON.stringify(answered.raw)).toBe(JSON.stringify(JSON.parse(body)));
  });

  it('may have any name in a map of logouts, with its wrapper and without', async () => {
    const logouts = mapOf({ actionName: 'complete' });
    for (const body of [`{"logouts":${logouts}}`, logouts]) {
      const { client } = stubClient([{ body }]);
      const read = await initiateLogout(client, { mvpd: 'Dish', redirectUrl: 'app://a' });
      expect(keys(read.logouts)).toEqual(sorted);
      for (const [id, { mvpd }] of Object.entries(read.logouts)) expect(mvpd).toBe(id);
    }
  });

  it('may have any name in a list of MVPDs, of decisions, of devices', async () => {
    const mvpds = stubClient([{ body: { mvpds: ids.map((id) => ({ id })) } }]);
    const read = await configuration(mvpds.client);
    expect(read.mvpds.map(({ id }) => id)).toEqual(ids);

    const decisions = ids.map((resource) => ({ resource, authorized: true }));
    const { client } = stubClient([{ body: { decisions } }]);
    const marks = await preauthorize(
      client,
      { mvpd: 'a', resources: ids },
      { resourcesPerRequest: 9 },
    );
    expect(marks.decisions).toEqual(ids.map((resource) => ({ resource, authorized: true })));

    const devices = stubClient([{ body: `{"devices":${mapOf({})}}` }]);
    expect(keys(await linkedDevices(devices.client, { serviceToken: 'a.b.c' }))).toEqual(sorted);
  });
});
