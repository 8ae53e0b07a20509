import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { openApiDocument } from '../../src/service/index.js';
import { simulateTime } from '../support/world.js';
import { info, input, world } from './support.js';

simulateTime();

interface Operation {
  readonly operationId: string;
  readonly requestBody?: {
    readonly content: { readonly 'application/json': { readonly schema: object } };
  };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: object }>> }>
  >;
}

const document = openApiDocument() as unknown as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly responses: { readonly Problem: Operation['responses'][string] } };
};
const kept = new URL('../../docs/api/openapi.json', import.meta.url);

/** What is wrong with a value, by a schema of the document. */
const problems = (schema: object | undefined, value: unknown): string[] =>
  (
    z.fromJSONSchema(schema as z.core.JSONSchema.JSONSchema).safeParse(value).error?.issues ?? []
  ).map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('the OpenAPI document', () => {
  it('is kept as it is made', () => {
    expect(JSON.parse(readFileSync(kept, 'utf8'))).toEqual(openApiDocument());
  });

  it('is served', async () => {
    const { service } = await world();
    const answer = await service.app.request('/openapi.json');
    expect(await answer.json()).toEqual(openApiDocument());
  });

  it('names every route once', () => {
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    const names = operations.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toHaveLength(12);
  });

  it('describes what is sent and answered', async () => {
    const { device } = await world();
    const { post } = document.paths['/v1/flows']!;
    const body = { machine: 'authentication', input, device: { id: 'television-1', info } };
    expect(problems(post!.requestBody?.content['application/json'].schema, body)).toEqual([]);
    const answer = await device().ask('POST', '/v1/flows', body);
    const { schema } = post!.responses['201']!.content!['application/json']!;
    expect(problems(schema, await answer.json())).toEqual([]);

    const refused = await device().ask('POST', '/v1/flows', {});
    expect(Object.keys(post!.responses)).toContain('400');
    const problem = document.components.responses.Problem.content!['application/problem+json']!;
    expect(problems(problem.schema, await refused.json())).toEqual([]);
    expect(problems(problem.schema, { status: 'x' })).not.toEqual([]);
  });
});
