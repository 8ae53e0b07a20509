import type { ErrorCode } from '../../protocol/error-catalogue.js';
import {
  type RegistrationErrorCode,
  enhancedError,
  isRegistrationError,
  registrationError,
  throttled,
  type Answer,
} from './answer.js';
import type { EndpointId } from './endpoint-id.js';
import { ssoServiceError, type SsoServiceErrorCode } from './sso-service-error.js';

/** Something that goes wrong. The parts can be combined, such as a delay with a status. */
export interface Fault {
  /** Which endpoint it hits. Without one: every call of the protocol, but nothing the viewer does. */
  readonly endpoint?: EndpointId;
  /** How many requests it hits; `Infinity` for all of them. @default 1 */
  readonly times?: number;
  /** How many requests pass before it hits. @default 0 */
  readonly after?: number;
  /** The HTTP status of the answer. */
  readonly status?: number;
  /** The error code of the answer; its body and status come from the error catalogue. */
  readonly code?: ErrorCode | RegistrationErrorCode | SsoServiceErrorCode | (string & {});
  /** The body of the answer: a string as it is, anything else as JSON. */
  readonly body?: unknown;
  /** Headers to add to the answer. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds to wait before anything else happens. */
  readonly delay?: number;
  /**
   * Cuts the connection: `true` before the server has done anything, `'after'` when it has done the
   * work and only the answer is lost.
   */
  readonly cut?: true | 'before' | 'after';
  /** Cuts the body of the answer in half. */
  readonly truncate?: boolean;
  /** Answers with an HTML page, as a proxy or a captive portal does; status 200 unless given. */
  readonly html?: boolean;
}

/** The faults of a simulator. */
export interface Faults {
  /**
   * @returns a function that takes this fault away again
   * @throws RangeError where a number makes no sense
   */
  add(fault: Fault): () => void;
  clear(): void;
}

interface Pending {
  readonly fault: Fault;
  after: number;
  times: number;
}

/** Keeps the faults, and says which one hits a request. */
export class FaultList implements Faults {
  readonly #pending = new Set<Pending>();

  add(fault: Fault): () => void {
    checkFault(fault);
    const pending = { fault, after: fault.after ?? 0, times: fault.times ?? 1 };
    this.#pending.add(pending);
    return () => {
      this.#pending.delete(pending);
    };
  }

  clear(): void {
    this.#pending.clear();
  }

  /** The first fault that hits this request, which is used up by that. */
  take(endpoint: EndpointId, byViewer: boolean): Fault | undefined {
    for (const pending of this.#pending) {
      const wanted = pending.fault.endpoint;
      const hit =
        wanted === undefined ? !byViewer && endpoint !== 'user-agent' : wanted === endpoint;
      if (!hit) continue;
      if (pending.after > 0) {
        pending.after -= 1;
        continue;
      }
      pending.times -= 1;
      if (pending.times <= 0) this.#pending.delete(pending);
      return pending.fault;
    }
    return undefined;
  }
}

function checkFault({ status = 200, times = 1, after = 0, delay = 0 }: Fault): void {
  if (!(status >= 200 && status <= 599))
    throw new RangeError('A fault needs a status of 200 to 599');
  if (!(times >= 1)) throw new RangeError('A fault needs to hit at least once');
  if (!(after >= 0 && delay >= 0)) throw new RangeError('A fault cannot be in the past');
}

const ssoService = /^E(?:19|2[0-3])$/;

/** The answer that a fault gives in place of the real one, if it gives one. */
export function faultAnswer(fault: Fault, endpoint: EndpointId): Answer | undefined {
  const answer = replacement(fault, endpoint);
  return answer && fault.status !== undefined ? { ...answer, status: fault.status } : answer;
}

function replacement(fault: Fault, endpoint: EndpointId): Answer | undefined {
  if (fault.html) {
    return {
      status: 200,
      headers: { 'content-type': 'text/html;charset=UTF-8' },
      body: '<!doctype html><html lang="en"><title>Not the service</title><p>Please sign in to the network.</p></html>',
    };
  }
  if (fault.body !== undefined) {
    return {
      status: 200,
      headers: {
        'content-type':
          typeof fault.body === 'string' ? 'text/plain;charset=UTF-8' : 'application/json',
      },
      body: typeof fault.body === 'string' ? fault.body : JSON.stringify(fault.body),
      ...(fault.code !== undefined && { code: fault.code }),
    };
  }
  if (fault.code !== undefined) {
    if (ssoService.test(endpoint)) return ssoServiceError(fault.code, undefined, fault.status);
    return endpoint === 'E1' || endpoint === 'E2' || isRegistrationError(fault.code)
      ? registrationError(fault.code)
      : enhancedError(fault.code, undefined, fault.status);
  }
  if (fault.status === 429) return throttled();
  return fault.status === undefined ? undefined : { status: fault.status, headers: {} };
}

/** The answer as a fault lets it through: with its headers, or half of it. */
export function damage(answer: Answer, fault: Fault): Answer {
  const headers = { ...answer.headers };
  for (const [name, value] of Object.entries(fault.headers ?? {})) {
    headers[name.toLowerCase()] = value;
  }
  if (!fault.truncate || answer.body === undefined) return { ...answer, headers };
  return { ...answer, headers, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) };
}
