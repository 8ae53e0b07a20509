import { authorizedClient } from '../checks/access.js';
import { checkHeaders, deviceId } from '../checks/headers.js';
import { identityOf } from '../checks/identity.js';
import { checkParameters, checkServiceProvider } from '../checks/parameters.js';
import type { FaultList } from '../faults/fault-list.js';
import { faultyAnswer } from '../faults/faulty-answer.js';
import { errorPage } from '../pages/layout.js';
import {
  empty,
  enhancedError,
  isRegistrationError,
  registrationError,
  throttled,
  type Answer,
  type SentAnswer,
} from './answer.js';
import type { Call, Endpoint } from './endpoint.js';
import type { EndpointId } from './endpoint-id.js';
import { openEntry, type OpenEntry } from './journal.js';
import { ExpiredToken, Refusal } from './refusal.js';
import { inSsoServiceWords, ssoServiceError } from './sso-service-error.js';
import type { Throttle } from './throttle.js';

/** What a request meets on its way, apart from its endpoint. */
export interface Surroundings {
  readonly throttle: Throttle | undefined;
  readonly faults: FaultList;
  readonly record: (entry: OpenEntry) => void;
  /** Told when an entry is complete. */
  readonly settled: (entry: OpenEntry) => void;
}

/** One request, from its arrival to its answer. @throws ConnectionCut where a fault says so */
export async function answerCall(
  call: Call,
  target: Endpoint | { readonly id: EndpointId; readonly answer: Answer },
  { throttle, faults, record, settled }: Surroundings,
  { byViewer, request }: { readonly byViewer: boolean; readonly request: Request },
): Promise<SentAnswer> {
  const entry = openEntry(call, target.id, byViewer);
  record(entry);
  const work = async () => {
    const answer = 'answer' in target ? target.answer : await run(call, target);
    const made = faults.makeOdd(target.id, byViewer, answer);
    if (made) entry.fault = true;
    return made ?? answer;
  };
  const device = call.headers.get('x-forwarded-for') ?? call.address;
  let answer: SentAnswer;
  if (throttle && !throttle.pass(call.url.pathname, device, entry.at)) {
    entry.throttled = true;
    answer = throttled();
  } else {
    const fault = faults.take(target.id, byViewer);
    if (fault) entry.fault = true;
    try {
      answer = await (fault ? faultyAnswer(fault, target.id, { request, work }) : work());
    } catch (error) {
      settled(entry);
      throw error;
    }
  }
  entry.status = answer.status;
  if (answer.code !== undefined) entry.code = answer.code;
  if (answer.reason !== undefined) entry.reason = answer.reason;
  settled(entry);
  return answer;
}

async function run(call: Call, endpoint: Endpoint): Promise<Answer> {
  const answer = await checked(call, endpoint);
  const reason = [endpoint.contradiction, answer.reason].filter(Boolean).join(' ');
  return reason === '' ? answer : { ...answer, reason };
}

async function checked(call: Call, endpoint: Endpoint): Promise<Answer> {
  try {
    const client = authorizedClient(call, endpoint.id);
    if (endpoint.id !== 'user-agent') {
      checkHeaders(call, endpoint.id);
      checkServiceProvider(call);
      checkParameters(call, endpoint);
    }
    return await endpoint.handle({
      ...call,
      client,
      deviceId: deviceId(call, endpoint.id),
      identity: identityOf(call),
    });
  } catch (error) {
    if (error instanceof ExpiredToken) return { ...empty(401), reason: error.message };
    if (error instanceof Refusal) return refused(error, endpoint.errors);
    throw error;
  }
}

function refused(error: Refusal, style: Endpoint['errors']): Answer {
  const { code, message, status, action } = error;
  const enhanced = enhancedError(code, message, status, action);
  switch (style) {
    case 'enhanced':
      return enhanced;
    case 'wrapped':
      return ssoServiceError(inSsoServiceWords(code), message, status);
    case 'registration':
      return registrationError(isRegistrationError(code) ? code : 'invalid_request', message);
    case 'page':
      return { ...errorPage(enhanced.status, message), code };
    default:
      return { ...empty(enhanced.status), code, reason: message };
  }
}
