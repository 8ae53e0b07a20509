import type { PassErrorData } from '../../client/index.js';
import type { SecondScreenDevice, SecondScreenView } from '../../index.js';
import type { Narration } from '../flow.js';

const narration: Narration<SecondScreenView> = {
  validating: () => ({ text: 'Asks the server what it knows of the code.' }),
  selecting: ({ missingParameters }) => ({
    text: `The device has not said all: ${missingParameters.join(', ')} is missing.`,
  }),
  resuming: () => ({ text: 'Gives the server what is missing.' }),
  opening: ({ device, mvpd }) => ({
    text: `${deviceName(device)} gets signed in${mvpd === undefined ? '' : ` with ${mvpd}`}.`,
    next: 'Is that your device? Then open the page in a browser, and sign in there.',
  }),
  checking: () => ({ text: 'Asks the server once whether somebody has signed in.' }),
  success: ({ mvpd }) => ({ kind: 'done', text: `Signed in with ${mvpd}: the device goes on.` }),
  authorize: ({ mvpd }) => ({
    kind: 'done',
    text: `No login is needed with ${mvpd}: the device goes on.`,
  }),
};

const { opening: _, ...withoutPage } = narration;

/** What is said of each phase that the command does not answer itself. A mere check shows no page. */
export const narrationOf = (check: boolean): Narration<SecondScreenView> =>
  check ? withoutPage : narration;

function deviceName({ manufacturer, model, type }: SecondScreenDevice = {}): string {
  const name = [manufacturer, model ?? type].filter(Boolean).join(' ');
  return name === '' ? 'A device that the server does not describe' : `\`${name}\``;
}

/** Why a code is of no use. */
export function codeProblem({ name, code }: PassErrorData): string {
  if (code === 'code_expired') return 'the code has expired: take the next one of the device';
  if (name === 'InvalidInputError') return 'that is no code';
  return `the code is wrong, or no longer valid (${code}): take the one that the device shows now`;
}

const flags: Readonly<Record<string, string>> = {
  mvpd: '--mvpd',
  domainName: '--domain-name',
  redirectUrl: '--redirect-url',
};

/** What is missing, and how it is given. */
export function missingLine(names: readonly string[]): string {
  const how = names.flatMap((name) => (Object.hasOwn(flags, name) ? [flags[name]] : []));
  const give = how.length === 0 ? '' : `: give ${how.join(', ')}`;
  return `the session of the code lacks ${names.join(', ')}${give}`;
}
