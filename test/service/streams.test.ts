import { describe, expect, it, vi } from 'vitest';
import { simulateTime } from '../support/world.js';
import { bodyOf, settled, type TestDevice, world } from './support.js';

simulateTime();

interface Message {
  readonly id?: string;
  readonly event?: string;
  readonly data?: unknown;
}

/** Reads a stream of server-sent events, message by message, as slowly as the test wants. */
function messagesOf(response: Response) {
  expect(response.headers.get('Content-Type')).toBe('text/event-stream');
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let chunks = 0;
  return {
    chunks: () => chunks,
    cancel: () => reader.cancel(),
    /** The next message, without comments; nothing at the end. */
    async next(): Promise<Message | undefined> {
      for (;;) {
        const end = text.indexOf('\n\n');
        if (end >= 0) {
          const lines = text.slice(0, end).split('\n');
          text = text.slice(end + 2);
          const fields = Object.fromEntries(
            lines.map((line) => [
              line.slice(0, line.indexOf(':')),
              line.slice(line.indexOf(':') + 2),
            ]),
          );
          if (fields['event'] === undefined) continue;
          const { id, event, data } = fields;
          return { ...(id !== undefined && { id }), event, data: JSON.parse(data ?? 'null') };
        }
        const { done, value } = await settled(reader.read());
        if (done) return undefined;
        chunks += 1;
        text += decoder.decode(value, { stream: true });
      }
    },
  };
}

const open = async (device: TestDevice, id: string, headers: Record<string, string> = {}) =>
  messagesOf(await device.ask('GET', `/v1/flows/${id}/stream`, undefined, headers));

/** A second screen: it waits for a code, and takes a new one as often as it is given one. */
const begin = async (device: TestDevice) => {
  const told = await device.start('secondScreen', { redirectUrl: 'https://adobe.com' });
  await vi.advanceTimersByTimeAsync(1000);
  return told.id;
};
const type = (code: string) => ({ type: 'code.entered', code });

describe('a stream', () => {
  it('begins with the current view, and gives each new one with its seq', async () => {
    const { device } = await world();
    const tv = device();
    const id = await begin(tv);
    const { seq } = await bodyOf(await tv.ask('GET', `/v1/flows/${id}`));
    const stream = await open(tv, id);
    expect(await stream.next()).toMatchObject({
      id: String(seq),
      event: 'view',
      data: { id, seq, view: { phase: 'enteringCode' } },
    });
    await tv.send(id, { type: 'cancel' });
    expect(await stream.next()).toMatchObject({
      id: String(seq + 1),
      data: { seq: seq + 1, view: { phase: 'cancelled' } },
    });
  });

  it('ends with the flow, and says so', async () => {
    const { device } = await world();
    const tv = device();
    const { id } = await tv.start();
    await tv.send(id, { type: 'cancel' });
    const stream = await open(tv, id);
    expect(await stream.next()).toMatchObject({ data: { view: { phase: 'cancelled' } } });
    expect(await stream.next()).toEqual({ event: 'end', data: {} });
    expect(await stream.next()).toBeUndefined();
  });

  it('goes on after the last view that was seen, with the current one', async () => {
    const { device } = await world();
    const tv = device();
    const { id } = await tv.start();
    await vi.advanceTimersByTimeAsync(1000);
    const { seq } = await bodyOf(await tv.ask('GET', `/v1/flows/${id}`));
    const missed = await open(tv, id, { 'Last-Event-ID': '1' });
    expect(await missed.next()).toMatchObject({ id: String(seq) });
    await missed.cancel();

    const current = await open(tv, id, { 'Last-Event-ID': String(seq) });
    await tv.send(id, { type: 'cancel' });
    expect(await current.next()).toMatchObject({ data: { view: { phase: 'cancelled' } } });

    // A flow that began anew counts from the start.
    const anew = await open(tv, id, { 'Last-Event-ID': '999' });
    expect(await anew.next()).toMatchObject({ data: { view: { phase: 'cancelled' } } });
  });

  it('keeps one view for whoever reads slowly, not each', async () => {
    const { device } = await world();
    const tv = device();
    const id = await begin(tv);
    const stream = await open(tv, id);
    for (let count = 0; count < 200; count += 1) await tv.send(id, type(`A${count}BCDE`));
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    await tv.send(id, { type: 'cancel' });
    const seen: Array<string | undefined> = [];
    for (let read = await stream.next(); read; read = await stream.next()) seen.push(read.event);
    expect(seen.at(-1)).toBe('end');
    // The opening, what was the newest at the first look, and the newest at the end.
    expect(stream.chunks()).toBeLessThanOrEqual(4);
  });

  it('shows that it lives, and ends after half an hour', async () => {
    const { device, service } = await world();
    const tv = device();
    const id = await begin(tv);
    const response = await tv.ask('GET', `/v1/flows/${id}/stream`);
    const reader = response.body!.getReader();
    const texts: string[] = [];
    for (;;) {
      const { done, value } = await settled(reader.read());
      if (done) break;
      texts.push(new TextDecoder().decode(value));
    }
    expect(texts.filter((text) => text === ': alive\n\n').length).toBeGreaterThan(100);
    await service.close();
  });

  it('ends where the flow is removed', async () => {
    const { device } = await world();
    const tv = device();
    const id = await begin(tv);
    const stream = await open(tv, id);
    await stream.next();
    await tv.ask('DELETE', `/v1/flows/${id}`);
    expect(await stream.next()).toBeUndefined();
  });

  it('is one of a few that a device may have', async () => {
    const { device } = await world({ streamsPerDevice: 2 });
    const tv = device();
    const id = await begin(tv);
    const [first] = [await open(tv, id), await open(tv, id)];
    const third = await tv.ask('GET', `/v1/flows/${id}/stream`);
    expect(third.status).toBe(429);
    expect(await third.json()).toMatchObject({ code: 'too_many_streams' });
    await first.cancel();
    await (await open(tv, id)).cancel();
  });
});

describe('a long poll', () => {
  const poll = (tv: TestDevice, id: string, seq: number, wait = 20) =>
    tv.ask('GET', `/v1/flows/${id}?wait=${wait}`, undefined, { 'If-None-Match': `"${seq}"` });

  it('answers at once where there is news already', async () => {
    const { device } = await world();
    const id = await begin(device());
    const answer = await poll(device(), id, 0);
    const { seq } = await bodyOf(answer);
    expect(answer.headers.get('ETag')).toBe(`"${seq}"`);
  });

  it('answers with the next view', async () => {
    const { device } = await world();
    const tv = device();
    const id = await begin(tv);
    const { seq } = await bodyOf(await tv.ask('GET', `/v1/flows/${id}`));
    const answer = poll(tv, id, seq);
    await tv.send(id, { type: 'cancel' });
    expect(await bodyOf(await settled(answer))).toMatchObject({ view: { phase: 'cancelled' } });
  });

  it('says that nothing is new, when its time is over', async () => {
    const { device } = await world();
    const tv = device();
    const id = await begin(tv);
    const { seq } = await bodyOf(await tv.ask('GET', `/v1/flows/${id}`));
    const begunAt = Date.now();
    const answer = await settled(poll(tv, id, seq, 5));
    expect(answer.status).toBe(304);
    expect(answer.headers.get('ETag')).toBe(`"${seq}"`);
    expect(Date.now() - begunAt).toBeGreaterThanOrEqual(5000);
    expect((await poll(tv, id, seq, 0)).status).toBe(304);
  });

  it('waits for no flow that has ended', async () => {
    const { device } = await world();
    const tv = device();
    const { id } = await tv.start();
    const { seq } = await bodyOf(await tv.send(id, { type: 'cancel' }));
    const answer = await poll(tv, id, seq, 60);
    expect([answer.status, answer.headers.get('Flow-Ended')]).toEqual([304, 'true']);
  });

  it.each(['-1', 'x', '1e9', '99999'])('of %s seconds is refused', async (wait) => {
    const { device } = await world();
    const { id } = await device().start();
    const answer = await device().ask('GET', `/v1/flows/${id}?wait=${wait}`);
    expect(answer.status).toBe(400);
  });
});
