import { describe, expect, it } from 'vitest';
import {
  authorize,
  createSession,
  initiateLogout,
  isPassError,
  logoutMachine,
  type PassClient,
  profiles,
  restoreActor,
} from '../../src/index.js';
import { stubClient } from '../support/stub.js';

const ordinary = Object.getOwnPropertyNames(Object.prototype);

const expectOrdinaryObjects = () => {
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(ordinary);
  expect({}).not.toHaveProperty('polluted');
};

const hostile = '{"polluted":"yes","mvpd":"__proto__","actionName":"logout","url":"/x"}';
const profile =
  '{"notBefore":1,"notAfter":2,"issuer":"x","type":"regular","attributes":{"__proto__":{"value":1,"polluted":"yes"}}}';

/** Answers whose names are those of the language itself. */
const answers: Array<[string, string, (client: PassClient) => Promise<unknown>]> = [
  [
    'a session',
    `{"__proto__":${hostile},"actionName":"constructor"}`,
    (client) => createSession(client),
  ],
  [
    'profiles',
    `{"profiles":{"__proto__":${profile},"constructor":${profile}}}`,
    (client) => profiles(client),
  ],
  [
    'logouts',
    `{"logouts":{"__proto__":${hostile},"constructor":${hostile}}}`,
    (client) => initiateLogout(client, { mvpd: 'x', redirectUrl: 'https://adobe.com' }),
  ],
  [
    'decisions',
    `{"decisions":[{"resource":"__proto__","authorized":true,"__proto__":${hostile}}]}`,
    (client) => authorize(client, { mvpd: 'x', resources: ['__proto__'] }),
  ],
];

describe('a name of the language', () => {
  it.each(answers)('in %s changes no object', async (_, body, call) => {
    const { client } = stubClient([{ body }]);
    const ended: unknown = await call(client).catch((error: unknown) => error);
    if (ended instanceof Error) expect(isPassError(ended)).toBe(true);
    expectOrdinaryObjects();
  });

  it.each([
    '{"status":"active","value":"__proto__","context":{},"children":{}}',
    '{"status":"active","value":{"__proto__":"initiating"},"context":{},"children":{}}',
    '{"status":"active","value":"constructor","context":{},"children":{}}',
    '{"__proto__":{"polluted":"yes"}}',
  ])('in a stored flow is no state: %s', (stored) => {
    expect(() => restoreActor(logoutMachine, stored)).toThrow("The stored flow can't be restored");
    expectOrdinaryObjects();
  });
});
