/* The JSON Schemas of the messages, held against what Adobe publishes and against the simulator. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type JsonSchema, jsonSchemaOf, messages } from '../../docs/tools/schemas.js';
import {
  authorize,
  configuration,
  createLinkCode,
  createPartnerProfile,
  createPartnerSession,
  createPassClient,
  createServiceToken,
  createSession,
  initiateLogout,
  linkedDevices,
  type Oddity,
  preauthorize,
  profileForCode,
  profileForMvpd,
  profiles,
  refreshServiceToken,
  resumeSession,
  sessionInformation,
  unlinkDevices,
} from '../../src/client/index.js';
import { read } from '../../src/protocol/wire.js';
import { createSimulator, type SimulatorOptions } from '../../src/simulator/index.js';
// Names, types and required marks in Adobe's OpenAPI files (AdobeDocs/adobe-pass, commit 3dd8ab25).
import facts from '../fixtures/openapi-facts.json' with { type: 'json' };
import samples from '../fixtures/samples.json' with { type: 'json' };
import { clientOptions, parameters, START } from '../support/world.js';

const schemas = new Map(messages.map((message) => [message.name, jsonSchemaOf(message)]));

/** What is wrong with a body, by a schema. */
const problems = (name: string, body: unknown): string[] =>
  (z.fromJSONSchema(schemas.get(name)!).safeParse(body).error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );

/** The schemas of a place, as `profiles.*.type` or `decisions[].error`; none where nothing names it. */
function placesOf(schema: JsonSchema, path: string): JsonSchema[] {
  let places = [schema];
  for (const step of path.match(/\[\]|[^.[\]]+/g) ?? []) {
    places = places
      .flatMap((place) => [place, ...(place.anyOf ?? [])])
      .flatMap(({ items, additionalProperties, properties }) =>
        step === '[]' ? items : step === '*' ? additionalProperties : properties?.[step],
      )
      .filter((place): place is JsonSchema => typeof place === 'object');
  }
  return places.flatMap((place) => place.anyOf ?? place) as JsonSchema[];
}

/** Whether one of these schemas takes values of a type. */
const takes = (places: readonly JsonSchema[], type: string) =>
  places.some((place) => {
    const types = [place.type ?? type].flat();
    return types.includes(type as 'string') || (type === 'integer' && types.includes('number'));
  });

/** What Adobe's file names and a schema does not, or with another type, and why. */
const leftOut: Record<string, RegExp> = {
  'access-token: no page says what it is for (D3)': /^refresh_token$/,
  'configuration: on no page and in no sample': /^requestor\.channels$/,
  'session-information: each parameter has a name': /^existingParameters\.\*$/,
  'session-information: an address of Java, of which the text is enough':
    /^device\.connection\.ipAddress\.(?!hostAddress$)/,
  'profiles: no call takes it': /^profiles\.\*\.sessionId$/,
  'logouts: the key of the map counts (D30)': /^logouts\.\*\.mvpd$/,
  'enhanced-error: every sample has text': /^message$/,
  'decisions: every sample has text': /^decisions\[\]\.error\.message$/,
};

/** What a schema wants though Adobe's file does not: without it, no use could be made of the rest. */
const wanted: Record<string, string[]> = {
  'client-credentials': ['client_id', 'client_secret'],
  'access-token': ['access_token'],
  configuration: ['requestor.domains[].name', 'requestor.mvpds[].id', 'mvpds[].id'],
  session: ['authenticationRequest.type', 'authenticationRequest.request'],
  profiles: ['profiles'],
  decisions: ['decisions', 'decisions[].token.serializedToken', 'decisions[].token.notAfter'],
  logouts: ['logouts'],
};

/** Every place that a schema requires. */
function required(schema: JsonSchema, path = ''): string[] {
  const at = (name: string) => (path ? `${path}.${name}` : name);
  const { properties = {}, additionalProperties, items } = schema;
  return [
    ...(schema.required ?? []).map(at),
    ...Object.entries(properties).flatMap(([name, of]) => required(of as JsonSchema, at(name))),
    ...(typeof additionalProperties === 'object'
      ? required(additionalProperties, `${path}.*`)
      : []),
    ...(typeof items === 'object' ? required(items as JsonSchema, `${path}[]`) : []),
  ];
}

describe.each(Object.entries(facts))('the schema of %s', (name, { fields, required: marked }) => {
  const schema = schemas.get(name)!;
  const reasons = Object.entries(leftOut).filter(([reason]) => reason.startsWith(`${name}: `));

  it('names every field of Adobe’s file with its type, but for those that are left out', () => {
    const missing = Object.entries(fields)
      .filter(([path, type]) => !takes(placesOf(schema, path), type))
      .map(([path]) => path);
    expect(missing.filter((path) => !reasons.some(([, of]) => of.test(path)))).toEqual([]);
    for (const [, of] of reasons) expect(missing.some((path) => of.test(path))).toBe(true);
  });

  it('requires no more than Adobe’s file, but for what nothing can be done without', () => {
    const more = required(schema).filter((path) => !(marked as string[]).includes(path));
    expect(new Set(more)).toEqual(new Set(wanted[name]));
  });
});

/** Which message a request is answered with. */
const answers: ReadonlyArray<readonly [RegExp, string]> = [
  [/^POST .*\/o\/client\/register/, 'client-credentials'],
  [/^POST .*\/o\/client\/token/, 'access-token'],
  [/^GET .*\/configuration/, 'configuration'],
  [/^POST .*\/sessions/, 'session'],
  [/^GET .*\/sessions/, 'session-information'],
  [/\/profiles/, 'profiles'],
  [/^POST .*\/decisions\//, 'decisions'],
  [/^GET .*\/logout\//, 'logouts'],
  [/\/serviceToken$/, 'service-token'],
  [/^POST .*\/link$/, 'link-code'],
  [/^POST .*\/unlink$/, 'unlinked-devices'],
  [/^GET .*\/list$/, 'linked-devices'],
];
const answerOf = (request: string) => answers.find(([pattern]) => pattern.test(request))?.[1];

interface Sample {
  readonly id: string;
  readonly request: { readonly method: string; readonly path: string } | null;
  readonly response: { readonly status: number; readonly body: unknown } | null;
}

describe('a published sample fits its schema, and is read without an oddity', () => {
  const bodies = (samples as Sample[]).flatMap(({ id, request, response }) => {
    const { status = 0, body } = response ?? {};
    if (typeof body !== 'object' || body === null) return [];
    const name = request ? answerOf(`${request.method} ${request.path}`) : 'decisions';
    if (status < 400) return { id, name, body };
    // The errors of the registration are OAuth's.
    return 'code' in body ? { id, name: 'enhanced-error', body } : [];
  });

  it.each(bodies)('$id: $name', ({ name, body }) => {
    expect(problems(name!, body)).toEqual([]);
    const told: string[] = [];
    const { schema } = messages.find((message) => message.name === name)!;
    read(schema, structuredClone(body), (path) => told.push(path));
    expect(told).toEqual([]);
  });

  it('of every message', () => {
    const stored = ['stored-registration', 'stored-viewer'];
    expect(new Set([...bodies.map(({ name }) => name), ...stored])).toEqual(
      new Set(schemas.keys()),
    );
  });
});

/** A life of a device, in which every endpoint that answers with a message is asked. */
async function live(options: SimulatorOptions) {
  let time = START;
  const now = () => time;
  const simulator = createSimulator({ ...options, now });
  const bodies: Array<readonly [name: string, body: unknown]> = [];
  const oddities: Oddity[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    time += 5000;
    const response = await simulator.fetch(input, init);
    const name = answerOf(`${init?.method} ${(input as string).split('?')[0]}`);
    if (response.ok && name) bodies.push([name, await response.clone().json()]);
    return response;
  };
  const partnerFrameworkStatus = {
    frameworkPermissionInfo: { accessStatus: 'granted' },
    frameworkProviderInfo: { id: 'Cablevision', expirationDate: String(START + 86_400_000) },
  };
  const deviceOf = (id: string) =>
    createPassClient({
      ...clientOptions,
      device: { ...clientOptions.device, id },
      fetch,
      now,
      tempPassIdentity: 'a-hash',
      onOddity: (oddity) => oddities.push(oddity),
    });
  const television = deviceOf('television');
  const { mvpd, redirectUrl } = parameters;
  const signOut = (of: string) => initiateLogout(television, { mvpd: of, redirectUrl });

  await configuration(television);
  const { code = '' } = await createSession(television);
  await sessionInformation(television, { code });
  const incomplete = await resumeSession(television, { code, mvpd });
  const session = await resumeSession(television, { ...parameters, code: incomplete.code! });
  await profileForCode(television, { code: session.code! });
  await simulator.viewer.signIn({ code: session.code! });
  await profileForCode(television, { code: session.code! });
  await profiles(television);
  await profileForMvpd(television, { mvpd });
  simulator.decisions.deny({ resource: 'sports', code: 'authorization_denied_by_mvpd' });
  const resources = ['news', 'sports'];
  await preauthorize(television, { mvpd, resources });
  await authorize(television, { mvpd, resources });
  await signOut(mvpd);
  await signOut('Dish');

  const partner = await createPartnerSession(television, {
    ...parameters,
    partnerFrameworkStatus,
  });
  expect(partner.actionName).toBe('partner_profile');
  const samlResponse = '<samlp:Response/>';
  await createPartnerProfile(television, { samlResponse, partnerFrameworkStatus });
  await signOut(mvpd);

  for (const other of ['TempPass_TEST40', 'flexibleTempPass', 'ATTOTT']) {
    await createSession(television, { ...parameters, mvpd: other });
    await profileForMvpd(television, { mvpd: other });
    await authorize(television, { mvpd: other, resources: ['news'] });
    await signOut(other);
  }

  const { serviceToken } = await createServiceToken(television, { ssoId: 'viewer' });
  await refreshServiceToken(television, { serviceToken });
  const { code: linkCode } = await createLinkCode(television, { serviceToken });
  await createServiceToken(deviceOf('phone'), { linkCode });
  await linkedDevices(television, { serviceToken });
  await unlinkDevices(television, { serviceToken, devices: ['phone'] });
  return { bodies, oddities };
}

describe.each<[string, SimulatorOptions]>([
  ['as the samples say', {}],
  [
    'as other pages say',
    {
      renewCodeOnResume: true,
      configurationPlacement: 'beside',
      encryptedState: 'encrypted',
      resourceEcho: 'trailing-space',
      mediaTokenIssuedAt: true,
      ssoServiceNames: 'tables',
    },
  ],
])('every answer of the simulator, %s,', (_how, options) => {
  it('fits its schema, and is read without an oddity', async () => {
    const { bodies, oddities } = await live(options);
    const answered = messages.filter(({ endpoints }) => endpoints.length > 0);
    expect(new Set(bodies.map(([name]) => name))).toEqual(
      new Set(answered.map(({ name }) => name)),
    );
    expect(bodies.flatMap(([name, body]) => problems(name, body))).toEqual([]);
    expect(oddities).toEqual([]);
  });
});
