import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { streamed } from '../../src/simulator/faults/bodies.js';
import { allParameters, harness } from './support.js';

describe('a body that is made as its reader takes it', () => {
  function counted() {
    const made = { pieces: 0 };
    function* pieces() {
      for (;;) {
        made.pieces += 1;
        yield Uint8Array.of(made.pieces);
      }
    }
    const body = streamed(pieces(), 'stall', new Request('https://a.b'));
    return { made, body };
  }

  test('is never ahead of its reader', async () => {
    const { made, body } = counted();
    const response = new Response(body);
    await Promise.resolve();
    expect(made.pieces).toBe(0);
    const reader = response.body?.getReader();
    for (let taken = 1; taken <= 3; taken += 1) {
      await reader?.read();
      expect(made.pieces).toBe(taken);
    }
  });

  test('ends with its reader', async () => {
    const { made, body } = counted();
    const reader = body.getReader();
    await reader.read();
    await reader.cancel();
    expect(await reader.read()).toEqual({ done: true, value: undefined });
    expect(made.pieces).toBe(1);
  });
});

test('an abort reaches a stalled body though nobody else holds on to it', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const to = harness();
  to.simulator.faults.add({ kind: 'stalled-body' });
  const caller = new AbortController();
  let outcome: unknown;
  const read = async () => {
    const { fetch } = to.simulator;
    const init = { method: 'POST', headers: to.headers, signal: caller.signal };
    const response = await fetch('/api/v2/REF30/sessions', {
      ...init,
      body: new URLSearchParams(allParameters),
    });
    await response.text();
  };
  void read().catch((error: unknown) => {
    outcome = error;
  });
  for (let round = 0; round < 10; round += 1) {
    await new Promise(setImmediate);
    collect();
  }
  caller.abort();
  await new Promise(setImmediate);
  expect(outcome).toMatchObject({ name: 'AbortError' });
});
