import { expect, it } from 'vitest';
import { NetworkError, toErrorData } from '../src/client/index.js';

it('an error is the same data on both sides of JSON', () => {
  const error = new NetworkError('The server could not be reached', {
    code: 'network_failure',
    remedy: 'retry',
    retryAfter: 60_000,
  });
  const data = toErrorData(error);
  expect(toErrorData(JSON.parse(JSON.stringify(error)))).toEqual(data);
  expect(toErrorData(data)).toEqual(data);
});

it.each([undefined, null, 'lost', 7, {}, { code: 'x', remedy: 'retry' }, new Error('lost')])(
  'what is none of ours is unexpected: %o',
  (value) => {
    expect(toErrorData(value)).toMatchObject({ code: 'unexpected', remedy: 'none' });
  },
);
