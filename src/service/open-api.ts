import * as z from 'zod/mini';
import { type Route, type RouteAnswer, routes } from './routes.js';
import { problem } from './schemas.js';

type Json = Readonly<Record<string, unknown>>;

/** A schema, without what a document of OpenAPI says by itself. */
function schemaOf(schema: z.ZodMiniType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return rest;
}

const headersOf = ({ headers }: RouteAnswer) =>
  headers && {
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, description]) => [
        name,
        { description, schema: { type: 'string' } },
      ]),
    ),
  };

function contentOf({ schema, type = 'application/json' }: RouteAnswer): Json {
  if (schema) return { content: { [type]: { schema: schemaOf(schema()) } } };
  return type === 'application/json' ? {} : { content: { [type]: {} } };
}

function operationOf({
  name,
  about,
  details,
  body,
  parameters,
  answers,
  problems,
  path,
}: Route): Json {
  const inPath = path.includes(':id')
    ? [{ in: 'path', name: 'id', required: true, schema: { type: 'string' } }]
    : [];
  const asked = (parameters ?? []).map(({ about: description, type, ...rest }) =>
    Object.assign({}, rest, { description, schema: { type } }),
  );
  const all = [...inPath, ...asked];
  const responses: Record<string, unknown> = {};
  for (const [status, answer] of Object.entries(answers))
    responses[status] = {
      description: answer.about,
      ...headersOf(answer),
      ...contentOf(answer),
    };
  for (const status of problems) responses[status] = { $ref: '#/components/responses/Problem' };
  return {
    operationId: name,
    summary: about,
    ...(details && { description: details }),
    ...(all.length > 0 && { parameters: all }),
    ...(body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schemaOf(body()) } },
      },
    }),
    responses,
  };
}

/** The routes of the service as an OpenAPI document, made of the schemas that read the requests. */
export function openApiDocument(): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Programmer service',
      version: '1',
      description:
        'TV Everywhere flows for devices: a device begins a flow, renders its view, and sends events.',
    },
    paths,
    components: {
      responses: {
        Problem: {
          description: 'Why it was not done.',
          content: { 'application/problem+json': { schema: schemaOf(problem()) } },
        },
      },
    },
  };
}
