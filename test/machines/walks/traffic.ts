import type { JournalEntry, Simulator } from '../../../src/simulator/index.js';

/** A process that the client runs in: what dies with it sends nothing more, and hears nothing. */
export interface Process {
  readonly number: number;
  alive: boolean;
}

/** The beginning of a check, by the clocks of the server and of the client. */
export interface Begun {
  readonly at: number;
  readonly clientAt: number;
}

/** A request as the client sent it, beside what the journal of the simulator has of it. */
export interface Sent {
  readonly kind: 'request';
  readonly number: number;
  readonly process: number;
  /** Epoch milliseconds, by the clock of the server. */
  readonly at: number;
  /** By the clock of the client. */
  readonly clientAt: number;
  /** When the check began that it belongs to, if to any. */
  readonly begun: Begun | undefined;
  /** How it ended for the client, if it has. */
  ended?: 'answered' | 'lost';
}

export interface Answered {
  readonly kind: 'answer';
  readonly request: Sent;
  readonly clientAt: number;
  readonly status: number;
  /** Parsed where it was JSON. */
  readonly body: unknown;
}

const HEADER = 'x-walk';

/** What the journal has of a request; nothing where it never arrived. */
export function journalOf(simulator: Simulator): (request: Sent) => JournalEntry | undefined {
  const entries = new Map(simulator.requests.map((entry) => [entry.headers[HEADER], entry]));
  return ({ number }) => entries.get(String(number));
}

/** A request that the client has given up, or whose connection was cut. */
export interface Lost {
  readonly kind: 'lost';
  readonly request: Sent;
}

interface Watch {
  readonly simulator: Simulator;
  readonly now: () => number;
  readonly begun: () => Begun | undefined;
  readonly log: { push(entry: Sent | Answered | Lost): unknown };
  /** Told of every value that must stay where it belongs. */
  readonly secret: (value: string) => void;
}

let numbers = 0;

/** A fetch of a process, whose every request and answer is noted. */
export const watchedFetch =
  (process: Process, { simulator, now, begun, log, secret }: Watch): typeof fetch =>
  async (url, init) => {
    const silence = new Promise<never>(() => {});
    if (!process.alive) return silence;
    numbers += 1;
    const request: Sent = {
      kind: 'request',
      number: numbers,
      process: process.number,
      at: Date.now(),
      clientAt: now(),
      begun: begun(),
    };
    log.push(request);
    const lose = () => {
      if (request.ended) return;
      request.ended = 'lost';
      log.push({ kind: 'lost', request });
    };
    init?.signal?.addEventListener('abort', lose);
    try {
      const headers = { ...(init?.headers as Record<string, string>), [HEADER]: `${numbers}` };
      const response = await simulator.fetch(url, { ...init, headers });
      const text = await response.clone().text();
      if (!process.alive) return await silence;
      const body = parsed(text);
      for (const value of secretsIn(body)) secret(value);
      if (request.ended) return response;
      request.ended = 'answered';
      log.push({ kind: 'answer', request, clientAt: now(), status: response.status, body });
      return response;
    } catch (error) {
      lose();
      if (!process.alive) return silence;
      throw error;
    }
  };

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const secretFields = new Set(['access_token', 'client_secret', 'serializedToken', 'request']);

/** The tokens, secrets and SAML requests in an answer, wherever they are. */
function secretsIn(body: unknown): string[] {
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'string' ? (secretFields.has(name) ? [value] : []) : secretsIn(value),
  );
}
