import { describe, expect, it } from 'vitest';
import { createPassClient, createSession, type PassClientOptions } from '../../src/client/index.js';
import { clientOptions } from '../support/world.js';

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
    [{ device: undefined }, 'device.id'],
    [{ device: { id: '' } }, 'device.id'],
    [{ softwareStatement: '' }, 'softwareStatement'],
    [{ timeout: 0 }, 'timeout'],
    [{ timeout: Number.NaN }, 'timeout'],
  ])('%j', (options, path) => {
    expect(make(options)).toThrow(
      expect.objectContaining({ name: 'InvalidInputError', code: 'invalid_input', path }),
    );
  });

  it('a statement is never repeated', () => {
    expect(make({ serviceProvider: '' })).not.toThrow(clientOptions.softwareStatement);
  });
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
