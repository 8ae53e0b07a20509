import type { ConformanceCase } from '../case.js';
import type { ConformanceIdentities } from '../driver.js';
import { check } from '../failure.js';
import { nameOf } from '../journal.js';

const partnerOf = (now: number, accessStatus = 'granted') =>
  ({
    partner: {
      name: 'Apple',
      status: {
        frameworkPermissionInfo: { accessStatus },
        frameworkProviderInfo:
          accessStatus === 'granted' ? { id: 'spectrum', expirationDate: now + 86_400_000 } : {},
      },
      samlResponse: '<samlp:Response>\n  <ok/>\n</samlp:Response>',
    },
  }) satisfies ConformanceIdentities;

const needs = ['partner'] as const;
const name = 'ap-partner-framework-status';

interface Status {
  readonly frameworkPermissionInfo?: { readonly accessStatus?: string };
  readonly frameworkProviderInfo?: { readonly id?: string; readonly expirationDate?: unknown };
}

function statusOf(header: string | undefined): Status | undefined {
  try {
    return JSON.parse(atob(header ?? '')) as Status;
  } catch {
    return undefined;
  }
}

/** Single sign-on with the login of the platform. */
export const partnerCases: readonly ConformanceCase[] = [
  {
    id: 'partner-sign-in',
    title: 'signs in with the login of the platform',
    rules: ['R234', 'R241', 'R242', 'R246'],
    level: 'MUST',
    needs,
    screen: 'primary',
    identities: partnerOf,
    async run({ start, expectSent }) {
      const app = await start();
      await app.atRest();
      await app.signIn();
      const { mvpd } = await app.reaches('signedIn');
      check(mvpd.id === 'Spectrum', `The MVPD should be Spectrum, and is ${mvpd.id}.`);
      for (const endpoint of ['E11', 'E12'] as const) {
        const [call] = expectSent(endpoint, 1, 'the platform signs the viewer in');
        check(call?.headers[name], `${nameOf(endpoint)} should have AP-Partner-Framework-Status.`);
      }
      const { SAMLResponse = '' } = (expectSent('E12', 1, '')[0]?.body ?? {}) as Record<
        string,
        string
      >;
      check(
        /^[A-Za-z\d+/]+=*$/.test(SAMLResponse) && atob(SAMLResponse).startsWith('<samlp:Response>'),
        `SAMLResponse should be Base64, encoded once. Seen: ${SAMLResponse.slice(0, 80)}.`,
      );
      await app.watches('news');
    },
  },
  {
    id: 'partner-status-header',
    title: 'sends the status of the platform in its documented form',
    rules: ['R234', 'R237'],
    level: 'MUST',
    needs,
    screen: 'primary',
    identities: partnerOf,
    async run({ start, expectSent }) {
      const app = await start();
      await app.atRest();
      await app.signIn();
      await app.reaches('signedIn');
      const [call] = expectSent('E11', 1, 'the platform signs the viewer in');
      const status = statusOf(call?.headers[name]);
      check(status, 'AP-Partner-Framework-Status should be the Base64 of JSON.');
      const { frameworkPermissionInfo: permission, frameworkProviderInfo: provider } = status;
      check(permission?.accessStatus === 'granted', 'accessStatus should be granted.');
      check(provider?.id === 'spectrum', `The provider should be spectrum: ${provider?.id ?? ''}.`);
      const date = provider.expirationDate;
      check(
        typeof date === 'string' && /^\d{13}$/.test(date),
        `expirationDate should be a text of milliseconds. Seen: ${JSON.stringify(date)}.`,
      );
    },
  },
  {
    id: 'partner-profile-found',
    title: 'finds and uses a profile of the platform with the status of the platform',
    rules: ['R80', 'R219', 'R235', 'R236', 'R239'],
    level: 'MUST',
    needs,
    screen: 'primary',
    identities: partnerOf,
    async run({ start, simulator, pass, sent, expectSent }) {
      simulator.profiles.add({ mvpd: 'Spectrum', type: 'appleSSO' });
      const first = await start();
      await first.reaches('signedIn');
      await first.watches('news');
      await first.stop();
      await pass(10_000);
      const app = await start();
      await app.reaches('signedIn');
      await app.watches('news');
      for (const { endpoint, headers } of sent('E8', 'E9', 'E14'))
        check(headers[name], `${nameOf(endpoint)} should have AP-Partner-Framework-Status.`);
      expectSent('E12', 0, 'that is for the creation of a profile alone');
    },
  },
  {
    id: 'partner-permission-denied',
    title: 'falls back to a basic sign-in where the viewer denies the platform',
    rules: ['R233', 'R247'],
    level: 'MUST',
    needs,
    screen: 'primary',
    identities: (now) => partnerOf(now, 'denied'),
    async run({ start, sent, expectSent }) {
      const app = await start();
      await app.atRest();
      for (const { headers } of sent('E8'))
        check(!headers[name], 'E8 takes no AP-Partner-Framework-Status that is not granted.');
      await app.logIn();
      await app.watches('news');
      expectSent('E12', 0, 'there is no login of the platform');
    },
  },
  {
    id: 'partner-not-configured',
    title: 'goes on with the basic sign-in that a partner session answers with',
    rules: ['R242', 'R247', 'R251'],
    level: 'MUST',
    needs,
    screen: 'primary',
    identities: partnerOf,
    async run({ start, simulator, expectSent }) {
      simulator.partner({ configured: false });
      const app = await start();
      await app.atRest();
      await app.signIn();
      const { code } = await app.reaches('signingIn');
      expectSent('E12', 0, 'the answer of E11 is authenticate');
      await app.logInWith(code, 'Spectrum');
      await app.reaches('signedIn');
    },
  },
  {
    id: 'partner-no-response',
    title: 'falls back to a basic sign-in where the login of the platform gives no response',
    rules: ['R247'],
    level: 'MUST',
    needs,
    screen: 'primary',
    identities: (now) => ({ partner: { ...partnerOf(now).partner, samlResponse: '' } }),
    async run({ start, expectSent }) {
      const app = await start();
      await app.logIn('Spectrum');
      await app.watches('news');
      expectSent('E12', 0, 'there is no response to send');
    },
  },
  {
    id: 'partner-refused',
    title: 'falls back to a basic sign-in where the status of the platform is refused',
    rules: ['R247', 'R249'],
    level: 'MUST',
    needs,
    screen: 'primary',
    identities: partnerOf,
    async run({ start, simulator, expectSent }) {
      const code = 'invalid_header_pfs_provider_info_expired';
      simulator.faults.add({ endpoint: 'E12', code, times: Infinity });
      const app = await start();
      await app.logIn('Spectrum');
      await app.watches('news');
      expectSent('E12', 1, `${code} is the same the next time`);
    },
  },
  {
    id: 'partner-logout',
    title: 'leads the viewer to the settings where the platform has to sign out',
    rules: ['R134', 'R136', 'R250'],
    level: 'MUST',
    needs,
    screen: 'primary',
    identities: partnerOf,
    async run({ start, simulator, expectSent }) {
      simulator.profiles.add({ mvpd: 'Spectrum', type: 'appleSSO' });
      const app = await start();
      await app.reaches('signedIn');
      await app.signOut();
      const { url } = await app.reaches('signingOut');
      check(url === undefined, 'partner_logout has no url to open.');
      await app.userAgentReturned();
      await app.reaches('signedOut');
      expectSent('E15', 1, 'the viewer has signed out');
    },
  },
];
