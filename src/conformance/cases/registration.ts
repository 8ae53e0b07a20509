import type { ConformanceCase } from '../case.js';
import { check } from '../failure.js';
import { isV2 } from '../journal.js';

/** Client registration, and where its results go. */
export const registrationCases: readonly ConformanceCase[] = [
  {
    id: 'registration-first',
    title: 'registers and gets an access token before any other call',
    rules: ['R7', 'R9', 'R10', 'R11'],
    level: 'MUST',
    async run({ start, sent, listed, softwareStatement }) {
      await (await start()).atRest();
      const [registration, token, ...others] = sent();
      check(
        registration?.endpoint === 'E1' && token?.endpoint === 'E2' && others.length > 0,
        `Expected E1, E2 and then a profile request. Seen: ${listed(sent())}.`,
      );
      const statement = (registration.body as { software_statement?: unknown } | undefined)
        ?.software_statement;
      check(
        statement === softwareStatement && /json/.test(registration.headers['content-type'] ?? ''),
        `E1 should bring software_statement in a JSON body. Seen: ${JSON.stringify(registration.body)}.`,
      );
      const form = (token.body ?? {}) as Record<string, string>;
      check(
        form['client_id'] && form['client_secret'] && form['grant_type'] === 'client_credentials',
        `E2 should bring client_id, client_secret and grant_type=client_credentials in a form. Seen: ${Object.keys(form).join(', ') || 'none of them'}.`,
      );
    },
  },
  {
    id: 'registration-device-info',
    title: 'describes the device when it registers and gets a token',
    rules: ['R12'],
    level: 'MUST',
    needs: ['deviceInfo'],
    async run({ start, sent }) {
      await (await start()).atRest();
      for (const { endpoint, headers } of sent('E1', 'E2'))
        check(headers['x-device-info'], `${endpoint} should have X-Device-Info, and has none.`);
    },
  },
  {
    id: 'registration-once',
    title: 'keeps client credentials and token over a restart of the app',
    rules: ['R13', 'R14', 'R16', 'R18'],
    level: 'MUST',
    async run({ start, mark, pass, expectSent }) {
      const app = await start();
      await app.logIn();
      await app.stop();
      mark();
      await pass(60_000);
      await (await start()).atRest();
      expectSent('E1', 0, 'the stored client credentials never expire');
      expectSent('E2', 0, 'the stored access token is still valid');
    },
  },
  {
    id: 'registration-after-logout',
    title: 'keeps client credentials over a logout',
    rules: ['R13', 'R14'],
    level: 'MUST',
    async run({ start, mark, expectSent }) {
      const app = await start();
      await app.logIn();
      await app.logOut();
      await app.stop();
      mark();
      await (await start()).atRest();
      expectSent('E1', 0, 'a logout ends a profile, and no client credentials');
    },
  },
  {
    id: 'registration-invalid-client',
    title: 'registers anew where its credentials are refused, and has the viewer sign in again',
    rules: ['R17', 'R24', 'R90'],
    level: 'MUST',
    async run({ start, mark, pass, simulator, sent, listed, expectSent }) {
      const app = await start();
      await app.logIn();
      await pass(5000);
      simulator.revokeClients();
      mark();
      const { result } = await app.play('news');
      check(result === 'needsSignIn', `play() should need a sign-in, and is ${result}.`);
      expectSent('E1', 1, 'E2 says invalid_client');
      const order = sent('E1', 'E2').map(({ endpoint }) => endpoint);
      check(
        order.indexOf('E2') < order.indexOf('E1') && order.at(-1) === 'E2',
        `Expected E2 with the old credentials, E1, E2. Seen: ${listed(sent('E1', 'E2'))}.`,
      );
      await app.logIn();
      await app.watches('news');
    },
  },
  {
    id: 'registration-throttled',
    title: 'waits a second where its registration is throttled',
    rules: ['R27', 'R184'],
    level: 'MUST',
    async run({ start, simulator, sent, listed }) {
      simulator.faults.add({ endpoint: 'E1', status: 429 });
      const app = await start();
      await app.logIn();
      const [first, second] = sent();
      check(
        first?.endpoint === 'E1' && second && second.at - first.at >= 1000,
        `After E1 was answered with 429, nothing may be sent for a second. Seen: ${listed(sent().slice(0, 3))}.`,
      );
      check(sent().some(isV2), 'The app should go on after a throttled registration.');
    },
  },
];
