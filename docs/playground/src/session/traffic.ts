import { createRedactor, type Json } from '../../../../src/inspect/index.js';
import type { JournalEntry } from '../../../../src/simulator/index.js';
import type { Watch } from '../../../scenarios/index.js';
import { nameOfEndpoint, shortPath } from './endpoints.js';
import type { Amend, History } from './history.js';
import type { Party } from './row.js';

const redactor = createRedactor();

const isTold = (name: string) => /^(ap|ad|adobe|x)-/.test(name) || name === 'authorization';

/** A request without its secrets. */
function describe({ method, path, query, headers, body, endpoint }: JournalEntry) {
  const told = Object.fromEntries(Object.entries(headers).filter(([name]) => isTold(name)));
  return {
    endpoint,
    name: nameOfEndpoint(endpoint),
    request: `${method} ${path}`,
    ...(Object.keys(query).length > 0 && { query: redactor.value(query) }),
    headers: redactor.value(told),
    ...(body !== undefined && { body: redactor.value(body) }),
  };
}

/** A body without its secrets: JSON, or the beginning of whatever else it is. */
function describeBody(text: string): Json {
  try {
    return redactor.value(JSON.parse(text));
  } catch {
    return redactor.text(text.slice(0, 300));
  }
}

const titleOf = ({ endpoint, method, path }: JournalEntry): string =>
  [/^E\d/.test(endpoint) && endpoint, method, shortPath(path)].filter(Boolean).join(' ');

const toneOf = (status: number | undefined) =>
  status !== undefined && status < 400 ? ('good' as const) : ('bad' as const);

interface Pending {
  readonly method: string;
  readonly path: string;
  readonly amend: Amend;
  entry?: JournalEntry;
}

/** Writes down what goes over the wire. */
export function trafficOf({
  write,
}: History): Required<Pick<Watch, 'fetch' | 'onRequest' | 'onUserAgent' | 'onHelp'>> {
  const pending = new Set<Pending>();
  let userAgent: Party = 'television';

  function byUserAgent(entry: JournalEntry): void {
    write({
      kind: 'request',
      from: userAgent,
      to: entry.path.startsWith('/mvpd/') ? 'provider' : 'adobe',
      title: titleOf(entry),
      result: [entry.status ?? 'cut', entry.code].filter(Boolean).join(' '),
      tone: toneOf(entry.status),
      detail: () => describe(entry),
    });
  }

  return {
    onUserAgent(on) {
      userAgent = on === 'tv' ? 'television' : 'phone';
    },
    onRequest(entry) {
      if (entry.viewer) {
        byUserAgent(entry);
        return;
      }
      for (const one of pending) {
        if (one.entry || one.method !== entry.method || one.path !== entry.path) continue;
        one.entry = entry;
        one.amend({ title: titleOf(entry), detail: () => describe(entry) });
        return;
      }
    },
    onHelp(to, question) {
      const amend = write({
        kind: 'request',
        from: 'television',
        to,
        title: question,
        result: '…',
        tone: 'plain',
      });
      return (answer) => amend({ result: answer });
    },
    fetch: (fetch, from) => async (input, init) => {
      const { method = 'GET' } = init ?? {};
      const path = new URL(input instanceof Request ? input.url : input).pathname;
      const title = `${method} ${shortPath(path)}`;
      const amend = write({
        kind: 'request',
        from,
        to: 'adobe',
        title,
        result: '…',
        tone: 'plain',
      });
      const one: Pending = { method, path, amend };
      pending.add(one);
      const answered = (result: string, status: number | undefined, answer: Json) => {
        pending.delete(one);
        const { entry } = one;
        const code = entry?.code;
        amend({
          result: [result, code].filter(Boolean).join(' '),
          tone: toneOf(code === undefined ? status : 400),
          detail: () => ({ ...(entry && describe(entry)), answer }),
        });
      };
      try {
        const response = await fetch(input, init);
        const text = await response.clone().text();
        answered(String(response.status), response.status, describeBody(text));
        return response;
      } catch (error) {
        const why = init?.signal?.aborted ? 'no answer in time' : 'connection cut';
        answered(why, undefined, why);
        throw error;
      }
    },
  };
}
