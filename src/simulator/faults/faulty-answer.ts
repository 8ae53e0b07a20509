import type { SentAnswer } from '../http/answer.js';
import { ConnectionCut, wait } from '../http/connection.js';
import type { EndpointId } from '../http/endpoint-id.js';
import type { AnswerFault } from './answer-fault.js';
import { half, streamed } from './bodies.js';
import type { Fault, OddFault, PlainFault } from './fault.js';
import { fieldAnswer, type Hit } from './field-answer.js';
import { plainAnswer } from './plain-answer.js';

/** The answer to a request that a fault hits. @throws ConnectionCut where there is none */
export async function faultyAnswer(
  fault: Exclude<Fault, OddFault>,
  endpoint: EndpointId,
  hit: Hit,
): Promise<SentAnswer> {
  if (fault.delay !== undefined) await wait(fault.delay, hit.request.signal);
  const answer =
    fault.kind === undefined ? await damaged(fault, endpoint, hit) : await fieldAnswer(fault, hit);
  return { ...answer, headers: { ...answer.headers, ...headersOf(fault) } };
}

async function damaged(
  fault: PlainFault,
  endpoint: EndpointId,
  { request, work }: Hit,
): Promise<SentAnswer> {
  const { cut, truncate } = fault;
  if (cut === true || cut === 'before') throw new ConnectionCut();
  const answer = plainAnswer(fault, endpoint) ?? (await work());
  if (cut === 'after') throw new ConnectionCut();
  const { body } = answer;
  if (cut === 'body') {
    const pieces = [new TextEncoder().encode(half(body ?? ''))];
    return { ...answer, body: streamed(pieces, 'cut', request) };
  }
  return truncate && body !== undefined ? { ...answer, body: half(body) } : answer;
}

function headersOf({ headers = {}, retryAfter }: AnswerFault): Record<string, string> {
  const added: Record<string, string> = {};
  if (retryAfter !== undefined) {
    added['retry-after'] =
      typeof retryAfter === 'number' ? String(retryAfter) : retryAfter.toUTCString();
  }
  for (const [name, value] of Object.entries(headers)) added[name.toLowerCase()] = value;
  return added;
}
