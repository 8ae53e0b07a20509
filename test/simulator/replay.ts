import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { shapeOf } from './shape.js';
import { read, type Harness, type Json, type Reply } from './support.js';

/** A published request and its answer. */
export interface Sample {
  readonly id: string;
  readonly request?: {
    readonly method: string;
    readonly path: string;
    readonly headers: Record<string, string>;
    readonly body: string | null;
  };
  readonly response?: {
    readonly status: number;
    readonly headers: Record<string, string>;
    readonly body: Json;
  };
}

const file = new URL('fixtures/samples.json', import.meta.url);
const samples: Sample[] = JSON.parse(readFileSync(file, 'utf8'));
/** The sample whose id ends like this. */
export const sample = (id: string): Sample => {
  const found = samples.find((candidate) => candidate.id.endsWith(id));
  if (!found) throw new Error(`There is no sample ${id}`);
  return found;
};

/** Sends what the page shows, with a token and whatever else only a live server can know. */
export async function replay(
  to: Harness,
  { request }: Sample,
  change: { path?: string; body?: string; headers?: Record<string, string> } = {},
): Promise<Reply> {
  if (!request) throw new Error('This sample has no request');
  const headers = { ...request.headers, ...change.headers };
  if ('Authorization' in headers) headers['Authorization'] = to.headers['authorization'] ?? '';
  const body = change.body ?? request.body;
  return read(
    await to.simulator.fetch(change.path ?? request.path, {
      method: request.method,
      redirect: 'manual',
      headers,
      ...(body !== null && { body }),
    }),
  );
}

/** Holds an answer against the published one: status, type, and the shape of the body. */
export function expectShape(reply: Reply, { response }: Sample, id: string): void {
  if (!response) throw new Error('This sample has no response');
  expect({ id, status: reply.status }).toEqual({ id, status: response.status });
  const type = response.headers['content-type'];
  if (type !== undefined) expect(reply.headers.get('content-type')).toBe(type);
  const expected: Json = shapeOf(response.body);
  const actual: Json = shapeOf(reply.json);
  if (typeof actual['trace'] === 'string') expected['trace'] ??= 'string';
  expect(actual).toEqual(expected);
  if ('action' in expected) expect(reply.json['code']).toBe(response.body.code);
}
