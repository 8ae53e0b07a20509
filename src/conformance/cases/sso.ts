import type { EndpointId } from '../../simulator/index.js';
import type { ConformanceCase } from '../case.js';
import { check } from '../failure.js';
import { nameOf } from '../journal.js';
import { identityToken } from './identity-token.js';
import { tour } from './tour.js';

const endpoints: readonly EndpointId[] = ['E4', 'E8', 'E9', 'E13', 'E14', 'E15'];

type Way = 'serviceToken' | 'subjectToken';

const headers = { serviceToken: 'AD-Service-Token', subjectToken: 'Adobe-Subject-Token' } as const;

const everywhere = (way: Way, rules: ConformanceCase['rules']): ConformanceCase => ({
  id: `sso-${way === 'serviceToken' ? 'service-token' : 'platform-identity'}-headers`,
  title: `sends ${headers[way]} on every call that lists it`,
  rules,
  level: 'MUST',
  needs: [way],
  identities: (now) => ({ [way]: identityToken(now, 'viewer-1') }),
  async run(context) {
    await tour(context);
    for (const { endpoint, headers: sent } of context.sent(...endpoints)) {
      const value = sent[headers[way].toLowerCase()];
      check(
        value?.split('.').length === 3,
        `${nameOf(endpoint)} should have ${headers[way]}. Seen: ${value ?? 'none'}.`,
      );
    }
  },
});

const elsewhere = (way: Way, rules: ConformanceCase['rules']): ConformanceCase => ({
  id: `sso-${way === 'serviceToken' ? 'service-token' : 'platform-identity'}-profile`,
  title: `goes on with a profile that ${headers[way]} finds, without a login`,
  rules,
  level: 'MUST',
  needs: [way],
  identities: (now) => ({ [way]: identityToken(now, 'viewer-1') }),
  async run({ start, simulator, pass, expectSent }) {
    const type = way === 'serviceToken' ? 'serviceTokenSSO' : 'platformSSO';
    simulator.profiles.add({ mvpd: 'Spectrum', type, subject: 'viewer-1' });
    const first = await start();
    const { mvpd } = await first.reaches('signedIn');
    check(mvpd.id === 'Spectrum', `The MVPD should be Spectrum, and is ${mvpd.id}.`);
    await first.watches('news');
    await first.stop();
    await pass(10_000);
    const app = await start();
    await app.reaches('signedIn');
    await app.watches('news');
    expectSent('E4', 0, 'the viewer has signed in elsewhere');
  },
});

const expired = (way: Way, rules: ConformanceCase['rules']): ConformanceCase => ({
  id: `sso-${way === 'serviceToken' ? 'service-token' : 'platform-identity'}-expired`,
  title: `sends no ${headers[way]} that has expired, and goes on without`,
  rules,
  level: 'MUST',
  needs: [way],
  identities: (now) => ({ [way]: identityToken(now, 'viewer-1', -3600) }),
  async run({ start, sent }) {
    const app = await start();
    await app.logIn();
    await app.watches('news');
    for (const { endpoint, headers: found } of sent())
      check(
        !(headers[way].toLowerCase() in found),
        `${nameOf(endpoint)} was sent ${headers[way]}, which expired an hour ago.`,
      );
  },
});

/** Single sign-on with an identity of the viewer's. */
export const ssoCases: readonly ConformanceCase[] = [
  everywhere('serviceToken', ['R141', 'R209', 'R212']),
  elsewhere('serviceToken', ['R218', 'R219']),
  everywhere('subjectToken', ['R141', 'R209', 'R215']),
  elsewhere('subjectToken', ['R218', 'R219']),
  expired('serviceToken', ['R214']),
  expired('subjectToken', ['R216']),
  {
    id: 'sso-logout',
    title: 'ends the sign-in of all devices with its own',
    rules: ['R141'],
    level: 'MUST',
    needs: ['serviceToken'],
    identities: (now) => ({ serviceToken: identityToken(now, 'viewer-1') }),
    async run({ start, simulator }) {
      simulator.profiles.add({
        mvpd: 'Dish',
        type: 'serviceTokenSSO',
        subject: 'viewer-1',
        deviceId: 'the-phone-of-the-viewer',
      });
      const app = await start();
      await app.reaches('signedIn');
      await app.logOut();
      check(simulator.profiles.size === 0, 'The logout should end the profile of all devices.');
    },
  },
];
