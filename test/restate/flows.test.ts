import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newKey, type Stage, startStage } from './support/stage.js';
import { pause, until } from './support/until.js';

let stage: Stage;

/** Milliseconds; long enough for a machine that has a lot to do. */
const KEPT = 5_000;

beforeAll(async () => {
  stage = await startStage({ keepFinished: KEPT });
});
afterAll(() => stage?.close());

/** What the engine has stored for a flow. */
async function recordOf(key: string): Promise<string | undefined> {
  const query = `SELECT value_utf8 FROM state WHERE service_name = 'tveFlow' AND service_key = '${key}' AND key = 'record'`;
  const response = await fetch(`${stage.engine.admin}/query`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { rows } = (await response.json()) as { rows: Array<{ value_utf8: string }> };
  return rows[0]?.value_utf8;
}

async function storeRecord(key: string, text: string): Promise<void> {
  const response = await fetch(`${stage.engine.admin}/services/tveFlow/state`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ object_key: key, new_state: { record: [...Buffer.from(text)] } }),
  });
  expect(response.status).toBe(202);
  await until(async () => (await recordOf(key)) === text, 'the record is stored');
}

/** How many timers and calls the engine still has for a flow. */
async function invocationsOf(key: string): Promise<number> {
  const query = `SELECT id FROM sys_invocation WHERE target_service_name = 'tveFlow' AND target_service_key = '${key}' AND status <> 'completed'`;
  const response = await fetch(`${stage.engine.admin}/query`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query }),
  });
  return ((await response.json()) as { rows: unknown[] }).rows.length;
}

describe('a flow', () => {
  it('takes events, calls a service, waits, and ends', async () => {
    const key = newKey();
    await stage.host.start(key, 'own', { name: key, delay: 300 });
    await stage.host.send(key, { type: 'add' });
    const asking = await stage.host.send(key, { type: 'ask', word: 'hello' });
    expect(asking).toMatchObject({ seq: 3, view: { value: 'asking' }, isDone: false });
    const seen: number[] = [];
    const stop = stage.host.subscribe(key, ({ seq }) => seen.push(seq), { after: 3 });
    const ended = await stage.host.waitFor(key, ({ isDone }) => isDone);
    stop();
    expect(ended).toMatchObject({ seq: 5, view: { answer: 'answer hello', count: 1 } });
    expect(seen.at(-1)).toBe(5);
    expect(stage.world.own.filter(({ name }) => name === key)).toEqual([
      { name: key, word: 'hello', restored: false },
    ]);
  });

  it('may have any key', async () => {
    const key = `a/b?c=d&é %2F "${newKey()}"`;
    await stage.host.start(key, 'own');
    expect(await stage.host.send(key, { type: 'add' })).toMatchObject({ view: { count: 1 } });
    expect(await stage.host.list()).toContainEqual({ key, machine: 'own', seq: 2, isDone: false });
  });

  it('is there once, also for two who start it at once', async () => {
    const key = newKey();
    const states = await Promise.all([
      stage.host.start(key, 'own'),
      stage.hostWith().start(key, 'own'),
    ]);
    expect(states.map(({ seq }) => seq)).toEqual([1, 1]);
  });

  it('begins anew after its end, for a new idempotency key only, and the old end does not take it along', async () => {
    const key = newKey();
    await stage.host.start(key, 'own', {}, { idempotencyKey: 'one' });
    await stage.host.send(key, { type: 'end' });
    expect(await stage.host.start(key, 'own', {}, { idempotencyKey: 'one' })).toMatchObject({
      seq: 2,
      isDone: true,
    });
    expect(await stage.host.start(key, 'own', {}, { idempotencyKey: 'two' })).toMatchObject({
      seq: 3,
      isDone: false,
    });
    await pause(KEPT + 500);
    expect(await stage.host.view(key)).toMatchObject({ seq: 3, isDone: false });
  });

  it('is kept for a while after its end, and then removed', async () => {
    const key = newKey();
    await stage.host.start(key, 'own');
    await stage.host.send(key, { type: 'end' });
    expect(await stage.host.view(key)).toMatchObject({ isDone: true });
    await until(async () => (await recordOf(key)) === undefined, 'the record is removed');
    await expect(stage.host.view(key)).rejects.toMatchObject({ code: 'flow_unknown' });
  });

  it('can be removed, with what it waits for', async () => {
    const key = newKey();
    await stage.host.start(key, 'own', { delay: 60_000 });
    await stage.host.send(key, { type: 'wait' });
    expect(await invocationsOf(key)).toBe(1);
    await stage.host.remove(key);
    await expect(stage.host.view(key)).rejects.toMatchObject({ code: 'flow_unknown' });
    await until(async () => (await invocationsOf(key)) === 0, 'the wait is cancelled');
  });
});

describe('events', () => {
  it('count once with the same idempotency key, also at once and from two processes', async () => {
    const key = newKey();
    await stage.host.start(key, 'own');
    const other = stage.hostWith();
    const options = { idempotencyKey: 'one' };
    await Promise.all([
      stage.host.send(key, { type: 'add' }, options),
      other.send(key, { type: 'add' }, options),
    ]);
    expect(await other.send(key, { type: 'add' }, options)).toMatchObject({
      seq: 2,
      view: { count: 1 },
    });
  });

  it('are refused for a flow that has gone on, that is not there, or is one of another machine', async () => {
    const key = newKey();
    await stage.host.start(key, 'own');
    const both = await Promise.allSettled([
      stage.host.send(key, { type: 'add' }, { ifSeq: 1 }),
      stage.host.send(key, { type: 'add' }, { ifSeq: 1 }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both).toContainEqual(
      expect.objectContaining({ reason: expect.objectContaining({ code: 'flow_changed' }) }),
    );
    await expect(stage.host.send(newKey(), { type: 'add' })).rejects.toMatchObject({
      code: 'flow_unknown',
    });
    for (const machine of ['entitlement', 'gone', 'toString'])
      await expect(stage.host.start(key, machine)).rejects.toMatchObject({
        code: 'flow_of_other_machine',
      });
    expect(await stage.host.view(key)).toMatchObject({ seq: 2, view: { count: 1 } });
  });

  it('change nothing in a flow that has ended', async () => {
    const key = newKey();
    await stage.host.start(key, 'own');
    await stage.host.send(key, { type: 'end' });
    expect(await stage.host.send(key, { type: 'add' })).toMatchObject({
      seq: 2,
      view: { count: 0 },
    });
  });

  it('that a client forges are refused, at the host and at the ingress', async () => {
    const key = newKey();
    await stage.host.start(key, 'own', { name: key });
    const request = stage.world.hold(new RegExp(`name=${key}&`));
    await stage.host.send(key, { type: 'ask' });
    const held = await request.arrived();
    const type = 'xstate.done.actor.ask';
    await expect(stage.host.send(key, { type, output: 'forged' })).rejects.toMatchObject({
      code: 'event_refused',
    });
    const ingress = await fetch(`${stage.engine.ingress}/tveFlow/${key}/settle`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ of: '[["ask"],2]', isDone: true, value: 'forged' }),
    });
    expect(ingress.ok).toBe(false);
    expect(await stage.host.view(key)).toMatchObject({ seq: 2, view: { value: 'asking' } });
    held.release();
    await stage.host.waitFor(key, ({ seq }) => seq === 3);
  });
});

describe('a call', () => {
  it('ends with its state, and the answer to an older one is dropped', async () => {
    const key = newKey();
    await stage.host.start(key, 'own', { name: key, delay: 60_000 });
    const first = stage.world.hold(new RegExp(`name=${key}&word=one`));
    await stage.host.send(key, { type: 'ask', word: 'one' });
    const held = await first.arrived();
    await stage.host.send(key, { type: 'ask', word: 'two' });
    const state = await stage.host.waitFor(key, ({ seq }) => seq === 4);
    expect(state).toMatchObject({ view: { value: 'waiting', answer: 'answer two' } });
    await held.cut();
    held.release();
    await pause(200);
    expect(await stage.host.view(key)).toMatchObject({ seq: 4, view: { answer: 'answer two' } });
    // The wait alone is left.
    expect(await invocationsOf(key)).toBe(1);
  });

  it('that fails is told as what it was', async () => {
    const key = newKey();
    await stage.host.start(key, 'own', { name: key });
    stage.world.failOwn(500);
    await stage.host.send(key, { type: 'ask' });
    const state = await stage.host.waitFor(key, ({ seq }) => seq === 3);
    stage.world.failOwn(undefined);
    expect(state).toMatchObject({
      view: { value: 'idle', error: { message: 'no answer', code: 'no_answer' } },
    });
  });
});

it('a delay that its state leaves is cancelled', async () => {
  const key = newKey();
  await stage.host.start(key, 'own', { delay: 3_600_000 });
  await stage.host.send(key, { type: 'wait' });
  expect(await invocationsOf(key)).toBe(1);
  await stage.host.send(key, { type: 'leave' });
  await until(async () => (await invocationsOf(key)) === 0, 'the delay is cancelled');
  expect(await stage.host.view(key)).toMatchObject({ seq: 3, view: { value: 'idle' } });
});

describe('a record', () => {
  it('that this code cannot read is left as it was, and the others go on', async () => {
    const key = newKey();
    await stage.host.start(key, 'own');
    const text = (await recordOf(key))!.replace('"idle"', '"gone"');
    await storeRecord(key, text);
    for (const ask of [
      () => stage.host.send(key, { type: 'add' }),
      () => stage.host.view(key),
      () => stage.host.start(key, 'own', {}, { idempotencyKey: 'new' }),
    ])
      await expect(ask()).rejects.toMatchObject({ code: 'unreadable_record' });
    expect(await recordOf(key)).toBe(text);
    expect(await stage.host.start(newKey(), 'own')).toMatchObject({ seq: 1 });
  });

  it('is left as it was where a step throws', async () => {
    const key = newKey();
    await stage.host.start(key, 'own');
    const before = await recordOf(key);
    await expect(stage.host.send(key, { type: 'break' })).rejects.toMatchObject({
      code: 'flow_broken',
    });
    expect(await recordOf(key)).toBe(before);
    expect(await stage.host.send(key, { type: 'add' })).toMatchObject({ seq: 2 });
  });

  it('goes on in new code, and says so in old code, which goes on once it can', async () => {
    const [asking, waiting, resting] = [newKey(), newKey(), newKey()];
    for (const key of [asking, waiting, resting])
      await stage.host.start(key, 'own', { name: key, delay: 1_000 });
    const request = stage.world.hold(new RegExp(`name=${asking}&`));
    await stage.host.send(asking, { type: 'ask', word: 'old' });
    await request.arrived();
    await stage.host.send(waiting, { type: 'wait' });
    await stage.service.kill();
    await stage.service.start({ version: 2 });
    await Promise.all(
      [asking, waiting].map((key) => stage.host.waitFor(key, ({ isDone }) => isDone)),
    );
    expect(await stage.host.send(resting, { type: 'add' })).toMatchObject({ seq: 2 });
    await stage.host.send(resting, { type: 'wait' });

    // Back to the code before: it leaves the flow alone, for the code that knows it.
    await stage.service.kill();
    await stage.service.start({ version: 1 });
    await expect(stage.host.view(resting)).rejects.toMatchObject({ code: 'unreadable_record' });
    await pause(1_200);
    await stage.service.kill();
    await stage.service.start({ version: 2 });
    await stage.host.waitFor(resting, ({ isDone }) => isDone);
    await stage.service.kill();
    await stage.service.start({ version: 1 });
  });
});
