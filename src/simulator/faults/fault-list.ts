import { parseRecord } from '../checks/record.js';
import type { Answer } from '../http/answer.js';
import type { EndpointId } from '../http/endpoint-id.js';
import type { Fault, Faults, OddFault } from './fault.js';
import { checkFieldFault } from './field-answer.js';

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
  take(endpoint: EndpointId, byViewer: boolean): Exclude<Fault, OddFault> | undefined {
    for (const pending of this.#pending) {
      const { fault } = pending;
      if (fault.kind !== 'odd' && hits(fault, endpoint, byViewer) && this.#use(pending)) {
        return fault;
      }
    }
    return undefined;
  }

  /** A right answer as the first odd fault that can change it makes it, or else `undefined`. */
  makeOdd(endpoint: EndpointId, byViewer: boolean, answer: Answer): Answer | undefined {
    const { status, body = '' } = answer;
    for (const pending of this.#pending) {
      const { fault } = pending;
      if (fault.kind !== 'odd' || !hits(fault, endpoint, byViewer)) continue;
      const right = status < 300 ? parseRecord(body) : undefined;
      const changed = right && fault.change(right);
      if (changed !== undefined && this.#use(pending)) {
        return { ...answer, body: JSON.stringify(changed) };
      }
    }
    return undefined;
  }

  /** Whether it is the turn of this fault. */
  #use(pending: Pending): boolean {
    if (pending.after > 0) {
      pending.after -= 1;
      return false;
    }
    pending.times -= 1;
    if (pending.times <= 0) this.#pending.delete(pending);
    return true;
  }
}

function hits(fault: Fault, endpoint: EndpointId, byViewer: boolean): boolean {
  return fault.endpoint === undefined
    ? !byViewer && endpoint !== 'user-agent'
    : fault.endpoint === endpoint;
}

function checkFault(fault: Fault): void {
  const { times = 1, after = 0 } = fault;
  if (!(times >= 1)) throw new RangeError('A fault needs to hit at least once');
  if (!(after >= 0)) throw new RangeError('A fault cannot be in the past');
  if (fault.kind === 'odd') return;
  const { delay = 0, retryAfter = 0 } = fault;
  if (!(delay >= 0)) throw new RangeError('A fault cannot be in the past');
  if (!(Number(retryAfter) >= 0)) throw new RangeError('A Retry-After is no such number or date');
  if (fault.kind !== undefined) return checkFieldFault(fault);
  const { status = 200 } = fault;
  if (!(status >= 200 && status <= 599)) {
    throw new RangeError('A fault needs a status of 200 to 599');
  }
}
