import { describe, expect, it } from 'vitest';
import { resetTempPasses } from '../support/flows.js';
import { simulateTime, world } from '../support/world.js';

simulateTime();

const mvpd = 'TempPass_TEST40';

describe('one device or viewer', () => {
  it('is reset at once', async () => {
    const { client, pass, seen, simulator } = world();
    const flow = resetTempPasses(client, { mvpd, deviceId: 'ba23d141' });
    expect(flow.view()).toEqual({ phase: 'resetting' });
    await pass(0);
    expect(flow.view()).toEqual({ phase: 'done' });
    expect(flow.getSnapshot()).toMatchObject({ status: 'done', output: { phase: 'done' } });
    expect(seen()).toEqual(['E1', 'E2', 'E16']);
    expect(simulator.requests.at(-1)?.query).toEqual({
      requestor_id: 'REF30',
      mvpd_id: mvpd,
      device_id: 'ba23d141',
    });
  });

  it('by key', async () => {
    const { client, pass, simulator } = world();
    const flow = resetTempPasses(client, { mvpd: 'flexibleTempPass', key: 'f7ee5ec7' });
    await pass(0);
    expect(flow.view()).toEqual({ phase: 'done' });
    expect(simulator.requests.at(-1)).toMatchObject({
      endpoint: 'E17',
      query: { key: 'f7ee5ec7' },
    });
  });
});

describe('all of them', () => {
  it.each([
    ['devices', { mvpd, deviceId: 'all' }],
    ['keys', { mvpd: 'flexibleTempPass', key: 'all' }],
    ['keys', { mvpd: 'flexibleTempPass', deviceId: 'a', key: 'all' } as never],
  ] as const)('are reset only after a confirmation: %s', async (all, input) => {
    const { client, pass, seen } = world();
    const flow = resetTempPasses(client, input);
    await pass(60_000);
    expect(flow.view()).toEqual({ phase: 'confirming', mvpd: input.mvpd, all });
    expect(seen()).toEqual([]);
    flow.send({ type: 'reset.confirmed' });
    await pass(0);
    expect(flow.view()).toEqual({ phase: 'done' });
  });

  it('are spared after a cancel', async () => {
    const { client, pass, seen } = world();
    const flow = resetTempPasses(client, { mvpd, deviceId: 'all' });
    flow.send({ type: 'cancel' });
    await pass(0);
    expect(flow.getSnapshot()).toMatchObject({ status: 'done', output: { phase: 'cancelled' } });
    expect(seen()).toEqual([]);
  });
});

describe('a refusal', () => {
  it('400 is for the operator to mend', async () => {
    const { client, pass, simulator } = world();
    simulator.faults.add({ endpoint: 'E16', status: 400, body: '' });
    const flow = resetTempPasses(client, { mvpd, deviceId: 'a' });
    await pass(60_000);
    expect(flow.view()).toMatchObject({
      phase: 'failed',
      error: { httpStatus: 400, remedy: 'none' },
    });
    flow.send({ type: 'retry' });
    await pass(0);
    expect(flow.view()).toEqual({ phase: 'done' });
  });

  it('401 gets a new access token', async () => {
    const { client, pass, seen, simulator } = world();
    simulator.faults.add({ endpoint: 'E16', status: 401, body: '' });
    const flow = resetTempPasses(client, { mvpd, deviceId: 'a' });
    await pass(0);
    expect(flow.view()).toEqual({ phase: 'done' });
    expect(seen()).toEqual(['E1', 'E2', 'E16', 'E2', 'E16']);
  });

  it('401 again is final', async () => {
    const { client, pass, seen, simulator } = world();
    simulator.faults.add({ endpoint: 'E16', status: 401, times: Infinity, body: '' });
    const flow = resetTempPasses(client, { mvpd, deviceId: 'a' });
    await pass(60_000);
    expect(flow.view()).toMatchObject({
      phase: 'failed',
      error: { httpStatus: 401, remedy: 'register' },
    });
    expect(seen()).toEqual(['E1', 'E2', 'E16', 'E2', 'E16']);
  });

  it('403 gets new client credentials and a token', async () => {
    const { client, pass, seen, simulator } = world();
    simulator.faults.add({ endpoint: 'E16', status: 403, body: '' });
    const flow = resetTempPasses(client, { mvpd, deviceId: 'a' });
    await pass(0);
    expect(flow.view()).toEqual({ phase: 'done' });
    expect(seen()).toEqual(['E1', 'E2', 'E16', 'E1', 'E2', 'E16']);
  });

  it('403 again is final', async () => {
    const { client, pass, seen, simulator } = world();
    simulator.faults.add({ endpoint: 'E16', status: 403, times: Infinity, body: '' });
    const flow = resetTempPasses(client, { mvpd, deviceId: 'a' });
    await pass(60_000);
    expect(flow.view()).toMatchObject({ phase: 'failed', error: { httpStatus: 403 } });
    expect(seen()).toEqual(['E1', 'E2', 'E16', 'E1', 'E2', 'E16']);
    flow.send({ type: 'retry' });
    await pass(0);
    expect(seen().slice(6)).toEqual(['E16']);
  });

  it('of the new registration is told', async () => {
    const { client, pass, simulator } = world();
    simulator.faults.add({ endpoint: 'E16', status: 403, body: '' });
    simulator.faults.add({
      endpoint: 'E1',
      after: 1,
      status: 400,
      body: { error: 'unapproved_software_statement' },
    });
    const flow = resetTempPasses(client, { mvpd, deviceId: 'a' });
    await pass(0);
    expect(flow.view()).toMatchObject({
      phase: 'failed',
      error: { code: 'unapproved_software_statement' },
    });
  });
});

it.each([{ mvpd }, { mvpd: '', deviceId: 'a' }, { mvpd, deviceId: '' }])(
  'an input like %j resets nothing',
  async (input) => {
    const { client, pass, seen } = world();
    const flow = resetTempPasses(client, input as never);
    await pass(0);
    expect(flow.view()).toMatchObject({ phase: 'failed', error: { name: 'InvalidInputError' } });
    expect(seen()).toEqual([]);
  },
);
