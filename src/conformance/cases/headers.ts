import { headerMatrix, type HeaderRules } from '../../simulator/checks/header-matrix.js';
import { toBase64 } from '../../protocol/base64.js';
import type { JournalEntry } from '../../simulator/index.js';
import type { ConformanceCase, ConformanceContext } from '../case.js';
import { check } from '../failure.js';
import { isV2, nameOf } from '../journal.js';
import { identityToken } from './identity-token.js';
import { tour } from './tour.js';

/** Where a header is missing, or has a value that it should not have. */
function checkEach(
  { sent, listed }: ConformanceContext,
  name: string,
  wanted: string,
  fits: (value: string | undefined, entry: JournalEntry) => boolean,
  calls: readonly JournalEntry[] = sent().filter(isV2),
): void {
  const wrong = calls.filter((entry) => !fits(entry.headers[name.toLowerCase()], entry));
  const value = wrong[0]?.headers[name.toLowerCase()];
  check(
    wrong.length === 0,
    `${name} should be ${wanted}. Missing or wrong: ${listed(wrong)}; the first one has ${value ?? 'none'}.`,
  );
}

function decoded(value: string | undefined): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytesOf(atob(value ?? ''))));
  } catch {
    return undefined;
  }
}

const bytesOf = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));

/** The headers that only some endpoints take. */
const placed: ReadonlyArray<readonly [name: string, rule: keyof HeaderRules]> = [
  ['ad-service-token', 'serviceToken'],
  ['adobe-subject-token', 'subjectToken'],
  ['ap-partner-framework-status', 'partnerStatus'],
  ['ap-temppass-identity', 'tempPassIdentity'],
  ['ap-visitor-identifier', 'visitor'],
];

const known =
  /^(ap-device-identifier|ap-visitor-identifier|ap-temppass-identity|ap-partner-framework-status|ad-service-token|adobe-subject-token|x-device-info|x-forwarded-for|x-roku-reserved-roku-connect-token)$/;

/** What the headers of every call say. */
export const headerCases: readonly ConformanceCase[] = [
  {
    id: 'header-authorization',
    title: 'sends its access token on every V2 call',
    rules: ['R25', 'R147'],
    level: 'MUST',
    async run(context) {
      await tour(context);
      checkEach(context, 'Authorization', '"Bearer", a space, and the access token', (value = '') =>
        /^Bearer \S+$/.test(value),
      );
      for (const { endpoint, headers } of context.sent('E1', 'E2'))
        check(!headers['authorization'], `${nameOf(endpoint)} takes no Authorization.`);
    },
  },
  {
    id: 'header-device-identifier',
    title: 'sends the identifier of the streaming device on every V2 call',
    rules: ['R148', 'R149', 'R155', 'R156'],
    level: 'MUST',
    async run(context) {
      await tour(context);
      const wanted = `fingerprint ${toBase64(context.device.id)}`;
      checkEach(context, 'AP-Device-Identifier', `"${wanted}"`, (value) => value === wanted);
    },
  },
  {
    id: 'header-device-info',
    title: 'describes the streaming device on every V2 call',
    rules: ['R150', 'R151', 'R154'],
    level: 'MUST',
    needs: ['deviceInfo'],
    async run(context) {
      await tour(context);
      const wanted = Object.entries<unknown>({ ...context.device.info });
      checkEach(
        context,
        'X-Device-Info',
        `the Base64 of JSON with ${wanted.map(([name]) => name).join(', ')}`,
        (value) => {
          const info = (decoded(value) ?? {}) as Record<string, unknown>;
          return wanted.every(([name, given]) => info[name] === given);
        },
      );
    },
  },
  {
    id: 'header-content-type',
    title: 'says the type of each body',
    rules: ['R9', 'R11', 'R50'],
    level: 'MUST',
    async run(context) {
      await tour(context);
      const bodies = context.sent().filter(({ method }) => method === 'POST');
      checkEach(
        context,
        'Content-Type',
        'a form for E2, E4 and E5, and JSON for E1, E13 and E14',
        (value = '', { endpoint }) => {
          const form = headerMatrix[endpoint]?.contentType === 'form';
          return value.startsWith(form ? 'application/x-www-form-urlencoded' : 'application/json');
        },
        bodies,
      );
    },
  },
  {
    id: 'header-accept',
    title: 'asks for JSON where it says what it accepts',
    rules: ['R164'],
    level: 'MUST',
    async run(context) {
      await tour(context);
      const calls = context.sent();
      checkEach(
        context,
        'Accept',
        'absent, or allow application/json',
        (value) => value === undefined || /\*\/\*|application\/(\*|json)/.test(value),
        calls,
      );
    },
  },
  {
    id: 'header-documented',
    title: 'sends only documented headers and parameters',
    rules: ['R160'],
    level: 'MUST',
    identities: (now) => ({
      serviceToken: identityToken(now, 'viewer-1'),
      tempPassIdentity: 'f7ee5ec7312165148b69fcca1d29075b14b8aef0b5048a332b18b88d09069fb7',
      visitorId: '20265673158980419722735089753036633573',
    }),
    async run(context) {
      await tour(context);
      for (const entry of context.sent()) {
        const { endpoint, headers, reason = '', path } = entry;
        const rules = headerMatrix[endpoint];
        check(rules, `There is no documented endpoint at ${path}.`);
        for (const [name, rule] of placed)
          check(
            !(name in headers) || rules[rule] !== 'foreign',
            `${nameOf(endpoint)} takes no ${name}, and was sent one.`,
          );
        for (const name of Object.keys(headers))
          check(
            !/^(ap|ad|adobe|x)-/.test(name) || known.test(name),
            `${nameOf(endpoint)} was sent the undocumented header ${name}.`,
          );
        check(!/parameter "/.test(reason), `${nameOf(endpoint)} was refused: ${reason}`);
        check(!reason.startsWith('The table of '), reason);
      }
    },
  },
  {
    id: 'header-visitor',
    title: 'sends the identifier of the visitor on every V2 call',
    rules: ['R163'],
    level: 'SHOULD',
    needs: ['visitorId'],
    identities: () => ({ visitorId: '20265673158980419722735089753036633573' }),
    async run(context) {
      await tour(context);
      const wanted = '20265673158980419722735089753036633573';
      checkEach(context, 'AP-Visitor-Identifier', wanted, (value) => value === wanted);
    },
  },
  {
    id: 'header-forwarded-for',
    title: 'names the address of the streaming device where a server makes the calls',
    rules: ['R161', 'R162'],
    level: 'SHOULD',
    needs: ['forwardedFor'],
    identities: () => ({ forwardedFor: '203.0.113.7' }),
    async run(context) {
      await tour(context);
      checkEach(context, 'X-Forwarded-For', '203.0.113.7', (value) => value === '203.0.113.7');
    },
  },
];
