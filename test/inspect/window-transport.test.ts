import { expect, it, vi } from 'vitest';
import { InvalidInputError } from '../../src/index.js';
import { windowTransport } from '../../src/inspect/index.js';

// What it does where there is one is shown in a browser.
it('a window transport is not made where there is no window', () => {
  vi.stubGlobal('window', undefined);
  const make = () => windowTransport({ url: 'https://stately.ai/inspect' });
  expect(make).toThrow(InvalidInputError);
  expect(make).toThrow('window: there is none here');
});
