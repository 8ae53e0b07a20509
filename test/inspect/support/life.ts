import { createActor, type InspectionEvent } from 'xstate';
import {
  entitlementMachine,
  entitlementServices,
  entitlementView,
  type PassClientOptions,
} from '../../../src/index.js';
import { START, type World, world } from '../../support/world.js';
import type { Secrets } from './plant.js';

/** A client that is full of secrets. */
const clientOptions = (secrets: Secrets): Partial<PassClientOptions> => ({
  softwareStatement: secrets.token(START + 86_400_000),
  device: {
    id: secrets.make(),
    info: {
      model: secrets.make(),
      version: secrets.make(),
      osName: 'tvOS',
      osVersion: '11.0',
      connectionType: 'LAN',
    },
  },
  sso: {
    serviceToken: secrets.token(START + 86_400_000),
    subjectToken: secrets.token(START + 86_400_000),
  },
  visitorId: secrets.make(),
  tempPassIdentity: { email: secrets.make() },
  forwardedFor: '203.0.113.7',
});

/** What an app says beside what it has to. */
const aside = (secrets: Secrets) => ({
  note: secrets.make(),
  accessToken: secrets.make(),
  nested: { list: [secrets.make(), { authorization: `Bearer ${secrets.make()}` }] },
});

/**
 * A viewer signs in, plays and signs out, while somebody looks on.
 *
 * @returns the phases of the view, in order
 */
export async function lifeOfAViewer(
  secrets: Secrets,
  inspect: (event: InspectionEvent) => void,
  {
    attach = 'from the start',
    watched = (fetch) => fetch,
  }: {
    readonly attach?: 'from the start' | 'later';
    /** Around what the app is given to fetch with. */
    readonly watched?: (fetch: typeof globalThis.fetch) => typeof globalThis.fetch;
  } = {},
): Promise<string[]> {
  const made: World = world();
  const client = made.clientWith({
    ...clientOptions(secrets),
    fetch: watched(secrets.fetch(made.simulator.fetch)),
  });
  const services = entitlementServices(client, { verifyMediaToken: async () => true });
  const app = createActor(entitlementMachine.provide({ actors: services }), {
    ...(attach === 'from the start' && { inspect }),
    input: {
      screen: 'primary',
      domainName: 'adobe.com',
      redirectUrl: 'https://adobe.com',
      ...aside(secrets),
    },
  });
  const phases: string[] = [];
  app.subscribe((snapshot) => {
    const { phase } = entitlementView(snapshot);
    if (phases.length === 0 || phases[phases.length - 1] !== phase) phases.push(phase);
  });
  const view = () => entitlementView(app.getSnapshot());
  const send = async (event: Parameters<typeof app.send>[0], milliseconds = 100) => {
    app.send({ ...event, ...aside(secrets) });
    await made.pass(milliseconds);
  };
  app.start();
  await made.pass(0);
  await send({ type: 'authenticate' });
  if (attach === 'later') app.system.inspect(inspect);
  await send({ type: 'mvpd.selected', mvpd: 'Cablevision' });
  const login = view();
  if (login.phase !== 'authenticating' || login.authentication.phase !== 'authenticate')
    throw new Error(`expected a login, not ${login.phase}`);
  await made.simulator.viewer.signIn({ code: login.authentication.code });
  await send({ type: 'userAgent.returned' }, 3100);
  await send({ type: 'preauthorize', resources: ['news', 'series'] });
  await send({ type: 'play', resource: 'news' });
  if (view().plays[0]?.phase !== 'permitted') throw new Error('expected a permit');
  await send({ type: 'logout' });
  const logout = view();
  if (logout.phase !== 'loggingOut' || logout.logout.phase !== 'logout')
    throw new Error(`expected a logout, not ${logout.phase}`);
  await made.simulator.viewer.signOut(logout.logout.url);
  await send({ type: 'userAgent.returned' });
  app.stop();
  return phases;
}
