import { fromPromise } from 'xstate';
import type {
  AuthenticationParameters,
  SecondScreenDevice,
  ValidatedCode,
} from '../../machines/index.js';
import type { PassClient } from '../client/pass-client.js';
import { internalsOf } from '../client/internals.js';
import { resumeSession, sessionInformation } from '../client/sessions.js';
import { compact } from '../protocol/compact.js';
import type { Session } from '../protocol/session.js';
import { authenticationServices } from './authentication.services.js';
import type { ServiceCall } from './service.js';
import { keptSession } from './session.js';

/** A member of an object that the server describes a device with; most may be null. */
const member = (of: unknown, name: string): unknown =>
  typeof of === 'object' && of !== null ? (of as Record<string, unknown>)[name] : undefined;

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' && value !== 'Unknown' ? value : undefined;

/** What a person would know a device by; no address and no user agent. */
function shortDevice(device: unknown): SecondScreenDevice | null {
  const described = compact({
    type: textOf(member(device, 'type')),
    model: textOf(member(device, 'model')),
    manufacturer: textOf(member(member(device, 'hardware'), 'manufacturer')),
    operatingSystem: textOf(member(member(device, 'operatingSystem'), 'name')),
  });
  return Object.keys(described).length > 0 ? described : null;
}

/** What `secondScreenMachine` invokes, made from a client. Make it once, and create many flows. */
export function secondScreenServices(client: PassClient) {
  const { checkProfile, waitUntil } = authenticationServices(client);
  const { now } = internalsOf(client);

  /** The server has just answered for this code, so it lives, whatever the clock of a phone says. */
  const alive = (session: Session): Session => {
    const { notAfter = 0, ...rest } = session;
    return keptSession(client, notAfter > now() ? session : rest);
  };

  return {
    validateCode: fromPromise(
      async ({
        input: { code },
        signal,
      }: ServiceCall<{ code: string }>): Promise<ValidatedCode> => {
        const information = await sessionInformation(client, { code }, { signal });
        const { missingParameters, device, notBefore, notAfter } = information;
        const { mvpd, domainName, redirectUrl } = information.existingParameters;
        const isComplete = missingParameters.length === 0;
        return {
          session: alive({
            actionName: isComplete ? 'authenticate' : 'resume',
            actionType: isComplete ? 'interactive' : 'direct',
            reasonType: 'none',
            code,
            missingParameters,
            ...compact({ mvpd, notBefore, notAfter }),
          }),
          existingParameters: compact({ mvpd, domainName, redirectUrl }),
          device: shortDevice(device),
        };
      },
    ),
    resumeSession: fromPromise(
      async ({
        input,
        signal,
      }: ServiceCall<AuthenticationParameters & { code: string }>): Promise<Session> =>
        alive(await resumeSession(client, input, { signal })),
    ),
    checkProfile,
    waitUntil,
  };
}
