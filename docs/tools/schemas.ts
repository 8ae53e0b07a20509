import * as z from 'zod';
import type { ZodMiniType } from 'zod/mini';
import { configurationMessage } from '../../src/protocol/configuration.js';
import { decisionsMessage } from '../../src/protocol/decision.js';
import { errorMessage } from '../../src/protocol/error.js';
import { logoutsMessage } from '../../src/protocol/logout.js';
import { profilesMessage } from '../../src/protocol/profile.js';
import {
  accessTokenMessage,
  credentialsMessage,
  registrationItem,
} from '../../src/protocol/registration.js';
import { sessionInformationMessage, sessionMessage } from '../../src/protocol/session.js';
import {
  linkCodeMessage,
  linkedMessage,
  serviceTokenMessage,
  unlinkedMessage,
} from '../../src/protocol/sso-service.js';
import { viewerItem } from '../../src/services/viewer-storage.js';
import type { Generated } from './generated.js';
import { table } from './tables.js';

/** A JSON Schema, draft 2020-12. */
export type JsonSchema = z.core.JSONSchema.JSONSchema;

/** A message that the client reads, or an item that it stores. */
export interface Message {
  /** The name of its file. */
  readonly name: string;
  readonly title: string;
  /** The endpoints that answer with it. */
  readonly endpoints: readonly string[];
  readonly schema: () => ZodMiniType;
  /** What a schema of its members does not say. */
  readonly note?: string;
}

/** Every message, in the order of the endpoints. */
export const messages: readonly Message[] = [
  {
    name: 'client-credentials',
    title: 'Client credentials',
    endpoints: ['E1'],
    schema: credentialsMessage,
  },
  { name: 'access-token', title: 'Access token', endpoints: ['E2'], schema: accessTokenMessage },
  {
    name: 'configuration',
    title: 'Configuration',
    endpoints: ['E3'],
    schema: configurationMessage,
    note: '`mvpds` stands in `requestor` or beside it.',
  },
  {
    name: 'session',
    title: 'Session',
    endpoints: ['E4', 'E5', 'E11'],
    schema: sessionMessage,
    note: 'With `partner_profile` come `sessionId` and `authenticationRequest`.',
  },
  {
    name: 'session-information',
    title: 'Session information',
    endpoints: ['E6'],
    schema: sessionInformationMessage,
    note: 'One of `existingParameters` and `existing` is there.',
  },
  {
    name: 'profiles',
    title: 'Profiles',
    endpoints: ['E8', 'E9', 'E10', 'E12'],
    schema: profilesMessage,
  },
  {
    name: 'decisions',
    title: 'Decisions',
    endpoints: ['E13', 'E14'],
    schema: decisionsMessage,
  },
  {
    name: 'logouts',
    title: 'Logouts',
    endpoints: ['E15'],
    schema: logoutsMessage,
    note: 'The map is understood without `logouts` around it, too.',
  },
  {
    name: 'service-token',
    title: 'Service token',
    endpoints: ['E19', 'E20'],
    schema: serviceTokenMessage,
    note: 'One of `serviceToken` and `jws` is there.',
  },
  {
    name: 'link-code',
    title: 'Link code',
    endpoints: ['E21'],
    schema: linkCodeMessage,
    note: 'One of `code` and `link` is there.',
  },
  {
    name: 'unlinked-devices',
    title: 'Unlinked devices',
    endpoints: ['E22'],
    schema: unlinkedMessage,
  },
  { name: 'linked-devices', title: 'Linked devices', endpoints: ['E23'], schema: linkedMessage },
  {
    name: 'enhanced-error',
    title: 'Enhanced error',
    endpoints: [],
    schema: errorMessage,
    note: 'It has a `code` or an `action`. It is understood inside `error` and in a list, too.',
  },
  {
    name: 'stored-registration',
    title: 'Stored registration',
    endpoints: [],
    schema: registrationItem,
    note: 'The credentials and the access token, as a client stores them.',
  },
  {
    name: 'stored-viewer',
    title: 'Stored viewer',
    endpoints: [],
    schema: viewerItem,
    note: 'What `entitlementServices` stores of a viewer.',
  },
];

const NUMBER = '^[0-9]+(\\.[0-9]+)?$';

/** What a value that is read by code has to be, by the word that the code says of another one. */
const expected: Readonly<Record<string, object>> = {
  'a boolean': { type: ['boolean', 'string'] },
  'true or false': { type: 'boolean' },
  'a text': { type: 'string' },
  text: { type: 'string', minLength: 1 },
  'a name': { type: 'string', minLength: 1 },
  'a token without spaces': { type: 'string', pattern: '^[!-~]+$' },
  'an https: URL': { type: 'string', format: 'uri', pattern: '^[Hh][Tt][Tt][Pp][Ss]:' },
  'a time': {
    description: 'Epoch milliseconds, or seconds.',
    type: ['number', 'string'],
    minimum: 0,
    pattern: NUMBER,
  },
  'a number': { type: ['number', 'string'], minimum: 0, pattern: NUMBER },
};

const defOf = (schema: z.core.$ZodType) =>
  (schema as ZodMiniType).def as z.core.$ZodTypes['_zod']['def'];

/** The JSON Schema of a value that is read by code; nothing where the type says it all. */
function madeOf(schema: z.core.$ZodType): object | undefined {
  const def = defOf(schema);
  if (def.type !== 'pipe') return undefined;
  if (defOf(def.in).type !== 'unknown') return undefined;
  // None of them takes an object.
  const [issue] = z.safeParse(schema, {}).error?.issues ?? [];
  const found = expected[issue?.message ?? ''];
  if (!found) throw new Error(`There is no JSON Schema of ${issue?.message ?? 'this'}`);
  return found;
}

/** What may be absent may say nothing as well. */
function allowEmpty(schema: JsonSchema): void {
  delete schema.minLength;
  if (schema.anyOf) schema.anyOf.push({ type: 'null' });
  else if (schema.type) Object.assign(schema, { type: [schema.type, 'null'].flat() });
}

const listed = (names: readonly string[]) =>
  names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : `${names[0]}`;

/** What the client takes for this message. */
export function jsonSchemaOf({ title, endpoints, note, schema }: Message): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(schema(), {
    io: 'input',
    override({ zodSchema, jsonSchema }) {
      Object.assign(jsonSchema, madeOf(zodSchema));
      if (defOf(zodSchema).type === 'optional') allowEmpty(jsonSchema);
    },
  });
  const source = endpoints.length > 0 ? [`The answer of ${listed(endpoints)}.`] : [];
  const description = [...source, ...(note === undefined ? [] : [note])].join(' ');
  return { ...($schema && { $schema }), title, description, ...rest };
}

/** JSON with short lists on a line. */
const toJson = (schema: JsonSchema) =>
  JSON.stringify(schema, null, 2).replaceAll(
    /\[\s+("[^[\]]{0,60}?")\s+\]/g,
    (_all, items: string) => `[${items.replaceAll(/\s+/g, ' ')}]`,
  );

const folder = 'docs/api/schemas';

/** A JSON Schema for each message, and the table of them. */
export const schemas = async (): Promise<Generated> => ({
  sections: new Map([
    [
      'schemas',
      table(
        ['Schema', 'Answer of', ''],
        messages.map(({ name, title, endpoints, note = '' }) => [
          `[${title}](schemas/${name}.json)`,
          endpoints.join(', '),
          note,
        ]),
      ),
    ],
  ]),
  files: messages.map((message) => ({
    path: `${folder}/${message.name}.json`,
    content: `${toJson(jsonSchemaOf(message))}\n`,
  })),
  folders: [folder],
});
