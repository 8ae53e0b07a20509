import type {
  AnsweredSession,
  AuthenticationParameters,
  SecondScreenDevice,
  ValidatedCode,
} from '../../machines/index.js';
import type { PassClient } from '../client/pass-client.js';
import { internalsOf } from '../client/internals.js';
import { resumeSession, sessionInformation } from '../client/sessions.js';
import { compact } from '../protocol/compact.js';
import type { Session, SessionInformation } from '../protocol/session.js';
import { authenticationServices } from './authentication.services.js';
import { service } from './service.js';
import { answeredSession } from './session.js';

const named = (value: string | undefined) => (value === 'Unknown' ? undefined : value);

/** What a person would know a device by; no address and no user agent. */
function shortDevice(device: SessionInformation['device']): SecondScreenDevice | null {
  const described = compact({
    type: named(device?.type),
    model: named(device?.model),
    manufacturer: named(device?.hardware?.manufacturer),
    operatingSystem: named(device?.operatingSystem?.name),
  });
  return Object.keys(described).length > 0 ? described : null;
}

/** What `secondScreenMachine` invokes, made from a client. Make it once, and create many flows. */
export function secondScreenServices(client: PassClient) {
  const { checkProfile, waitUntil } = authenticationServices(client);
  const { now } = internalsOf(client).clock;

  /** The server has just answered for this code, so it lives, whatever the clock of a phone says. */
  const alive = (session: Session): AnsweredSession => {
    const { notAfter = 0, ...rest } = session;
    return answeredSession(client, notAfter > now() ? session : rest);
  };

  return {
    validateCode: service<ValidatedCode, { code: string }>(async ({ input: { code }, signal }) => {
      const information = await sessionInformation(client, { code }, { signal });
      const { missingParameters, device, notBefore, notAfter } = information;
      const { mvpd, domainName, redirectUrl } = information.existingParameters;
      const isComplete = missingParameters.length === 0;
      return {
        ...alive({
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
    }),
    resumeSession: service<AnsweredSession, AuthenticationParameters & { code: string }>(
      async ({ input, signal }) => alive(await resumeSession(client, input, { signal })),
    ),
    checkProfile,
    waitUntil,
  };
}
