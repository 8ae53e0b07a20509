import { describe, expect, it } from 'vitest';
import { compact } from '../../src/protocol/compact.js';
import { readSession } from '../../src/protocol/session.js';

describe('an object without the members that are absent', () => {
  it('has neither those that are undefined nor those that are null', () => {
    expect(compact({ a: 0, b: '', c: false, d: null, e: undefined })).toEqual({
      a: 0,
      b: '',
      c: false,
    });
  });

  it('gets no prototype from JSON', () => {
    const parsed = JSON.parse('{"__proto__":{"url":"javascript:1"},"a":1}') as object;
    const made = compact(parsed);
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
    expect(made).toEqual({ a: 1 });
  });

  it('reads no field of an answer out of a prototype', () => {
    const body: unknown = JSON.parse(
      '{"__proto__":{"mvpd":"Cablevision"},"actionName":"authenticate","code":"ABC"}',
    );
    expect(readSession(body, (url) => url, {}).mvpd).toBeUndefined();
  });
});
