import { describe, expect, it, vi } from 'vitest';
import {
  createPassClient,
  createSession,
  type PassClientOptions,
  profileForCode,
} from '../../src/client/index.js';
import { failure, stubClient } from '../support/stub.js';
import { clientOptions, simulateTime } from '../support/world.js';

simulateTime();

const make = (options: object) => () =>
  createPassClient({ ...clientOptions, ...options } as PassClientOptions);

describe('options that cannot be used', () => {
  it.each([
    [{ environment: 'release' }, 'environment'],
    [{ environment: 'toString' }, 'environment'],
    [{ environment: undefined }, 'environment.origin'],
    [{ environment: {} }, 'environment.origin'],
    [{ environment: { origin: 'http://127.0.0.1:8080' } }, 'environment.origin'],
    [{ environment: { origin: 'https://user@a.example' } }, 'environment.origin'],
    [{ environment: { origin: 'https://a.example/path' } }, 'environment.origin'],
    [{ environment: { origin: 'https://a.example?x' } }, 'environment.origin'],
    [{ environment: { origin: 'a.example' } }, 'environment.origin'],
    [{ environment: { origin: 'https://' } }, 'environment.origin'],
    [{ environment: { origin: 'https://a.example:65536' } }, 'environment.origin'],
    [{ environment: null }, 'environment.origin'],
    [
      { environment: { origin: 'https://a.example', managementOrigin: 'ftp://b.example' } },
      'environment.managementOrigin',
    ],
    [
      { environment: { origin: 'https://a.example', legacyOrigin: 'http://b.example' } },
      'environment.legacyOrigin',
    ],
    [{ serviceProvider: '' }, 'serviceProvider'],
    [{ serviceProvider: 7 }, 'serviceProvider'],
    [{ serviceProvider: '..' }, 'serviceProvider'],
    [{ serviceProvider: '\ud800' }, 'serviceProvider'],
    [{ device: undefined }, 'device.id'],
    [{ device: { id: '' } }, 'device.id'],
    [{ device: { id: 7 } }, 'device.id'],
    [{ device: { id: '\ud800' } }, 'device.id'],
    [{ softwareStatement: '' }, 'softwareStatement'],
    [{ softwareStatement: undefined }, 'softwareStatement'],
    [{ softwareStatement: 7 }, 'softwareStatement'],
    [{ userAgent: '' }, 'userAgent'],
    [{ userAgent: 'Zoë' }, 'userAgent'],
    [{ userAgent: 'a\r\nX-Evil: 1' }, 'userAgent'],
    [{ storage: {} }, 'storage'],
    [{ storage: new Map() }, 'storage'],
    [{ timeout: 0 }, 'timeout'],
    [{ timeout: Number.NaN }, 'timeout'],
    [{ maxResponseBytes: -1 }, 'maxResponseBytes'],
    [{ maxResponseBytes: '8 MB' }, 'maxResponseBytes'],
    [{ retry: { limit: -1 } }, 'retry.limit'],
    [{ retry: { delay: Number.NaN } }, 'retry.delay'],
    [{ retry: { backoffLimit: 'long' } }, 'retry.backoffLimit'],
    [{ retry: { throttleDelay: -1000 } }, 'retry.throttleDelay'],
  ])('%j', (options, path) => {
    expect(make(options)).toThrow(
      expect.objectContaining({ name: 'InvalidInputError', code: 'invalid_input', path }),
    );
  });

  it('a device whose information is no JSON', () => {
    const device = { id: 'a', info: { connectionPort: 1n } };
    expect(make({ device })).toThrow(
      expect.objectContaining({ name: 'InvalidInputError', path: 'device.info' }),
    );
  });

  it('a statement is never repeated', () => {
    expect(make({ serviceProvider: '' })).not.toThrow(clientOptions.softwareStatement);
  });
});

it.each([
  [{ retry: undefined, timeout: undefined, userAgent: undefined, storage: undefined }],
  [{ retry: { limit: undefined, delay: 0 } }],
  [{ timeout: Infinity, maxResponseBytes: Infinity }],
  [{ softwareStatement: undefined, accessToken: async () => 'token' }],
  [{ device: { id: 'télé 📺' } }],
  [{ environment: { origin: 'https://a.example:65535', managementOrigin: undefined } }],
])('options that are left out have their defaults: %j', (options) => {
  expect(make(options)).not.toThrow();
});

it('a policy is not changed by what it leaves open', async () => {
  const { client, seen } = stubClient([{ status: 503 }], { retry: { limit: undefined as never } });
  const ended = failure(
    profileForCode(client, { code: 'A' }, { retry: { limit: undefined as never } }),
  );
  await vi.advanceTimersByTimeAsync(60_000);
  await ended;
  expect(seen).toHaveLength(3);
});

it('http is for those who ask for it', () => {
  const environment = { origin: 'http://127.0.0.1:8080' };
  expect(make({ environment, allowInsecureRequests: true })()).toMatchObject({
    origin: environment.origin,
  });
});

it('a client shows no secret', () => {
  const client = make({})();
  expect(JSON.stringify(client)).toBe(
    '{"serviceProvider":"REF30","origin":"https://sp.auth-staging.adobe.com"}',
  );
});

it('a thing that is no client is refused', async () => {
  await expect(
    createSession({ serviceProvider: 'REF30', origin: 'https://a.example' }),
  ).rejects.toThrow('PassClient');
});
