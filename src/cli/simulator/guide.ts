import type { SimulatedMvpd } from '../../simulator/index.js';
import type { Screen } from '../screen/index.js';

/** What X-Device-Info needs to say; the simulator wants it from everything but a browser. */
const deviceInfo = Buffer.from(
  JSON.stringify({
    model: 'AppleTV',
    version: '5,3',
    osName: 'tvOS',
    osVersion: '11.0',
    connectionType: 'LAN',
  }),
).toString('base64');

interface Served {
  readonly origin: string;
  readonly serviceProvider: string;
  readonly mvpds: readonly SimulatedMvpd[];
}

/** Says what is served, and how to try it. */
export function printGuide(screen: Screen, { origin, serviceProvider, mvpds }: Served): void {
  screen.title('tve-auth-flow simulator', `A simulated Adobe Pass, in memory, at ${origin}`);
  screen.fields([
    ['Base URL', origin],
    ['Service provider', serviceProvider],
    ...mvpds.map((mvpd, index): [string, string] => [index === 0 ? 'MVPDs' : '', describe(mvpd)]),
    ['For a browser', `${origin}/activate  where a viewer types a code`],
    ['', `${origin}/  with a list of all endpoints`],
    ['Registration', 'POST /o/client/register, POST /o/client/token'],
    ['Sign-in', `POST /api/v2/${serviceProvider}/sessions, and what it answers`],
    ['Sign-out', `GET /api/v2/${serviceProvider}/logout/{mvpd}?redirectUrl=…`],
  ]);
  screen.verbatim(['']);
  screen.heading('Try it');
  screen.verbatim(['Register an app, with any software statement:', '', ...register(origin), '']);
  screen.verbatim(['Get a token for the client_id and client_secret of the answer:', '']);
  screen.verbatim([...token(origin), '']);
  screen.verbatim(['Get a code with that access_token, and type it at /activate:', '']);
  screen.verbatim([...session(origin, serviceProvider), '']);
  screen.verbatim(['Or sign in with all of that done for you:', '']);
  screen.verbatim([...login(origin, serviceProvider), '']);
  screen.verbatim(['Go on with the code that it shows, as a phone would:', '']);
  screen.verbatim([...secondScreen(origin, serviceProvider), '']);
  screen.heading('Requests, until Ctrl-C');
}

function describe({ id, tempPass, degraded, enabled, logoutEndpoint, partnerSso }: SimulatedMvpd) {
  const notes = [
    tempPass && `${tempPass} temporary access`,
    (degraded === true || degraded === 'AuthNAll') && 'degraded: signs in without a login',
    enabled === false && 'switched off',
    logoutEndpoint === false && 'no logout page',
    partnerSso === false && 'no partner sign-in',
  ].filter(Boolean);
  return notes.length === 0 ? id : `${id}  ${notes.join(', ')}`;
}

const header = `  -H 'X-Device-Info: ${deviceInfo}'`;

const register = (origin: string) => [
  `curl -s ${origin}/o/client/register \\`,
  `${header} \\`,
  `  -H 'Content-Type: application/json' \\`,
  `  -d '{"software_statement":"anything"}'`,
];

const token = (origin: string) => [
  `curl -s ${origin}/o/client/token \\`,
  `${header} \\`,
  `  -d grant_type=client_credentials -d client_id=… -d client_secret=…`,
];

const session = (origin: string, serviceProvider: string) => [
  `curl -s -X POST ${origin}/api/v2/${serviceProvider}/sessions \\`,
  `${header} \\`,
  `  -H 'AP-Device-Identifier: fingerprint ${Buffer.from('my-device').toString('base64')}' \\`,
  `  -H 'Content-Type: application/x-www-form-urlencoded' \\`,
  `  -H 'Authorization: Bearer …'`,
];

const login = (origin: string, serviceProvider: string) => [
  `echo anything | npx tve-auth-flow login --origin ${origin} \\`,
  `  --service-provider ${serviceProvider} --software-statement - \\`,
  `  --activation-url ${origin}/activate`,
];

const secondScreen = (origin: string, serviceProvider: string) => [
  `echo anything | npx tve-auth-flow second-screen CODE --origin ${origin} \\`,
  `  --service-provider ${serviceProvider} --software-statement - \\`,
  `  --mvpd Cablevision --domain-name simulator.example --redirect-url ${origin}/done`,
];
