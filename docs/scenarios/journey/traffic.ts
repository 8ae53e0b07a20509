import type { JournalEntry } from '../../../src/simulator/index.js';
import type { Watch } from '../watch.js';
import { answerLabel } from './answers.js';
import type { Names } from './names.js';
import type { Cell, Note } from './note.js';
import { requestDetails, requestLabel } from './requests.js';
import type { Party, Step } from './step.js';

interface Pending {
  readonly method: string;
  readonly path: string;
  readonly request: Cell;
  /** Once it is there. */
  response?: Cell;
}

/** Whose page a user agent is at. */
const pageOf = ({ path }: JournalEntry): Party =>
  path.startsWith('/mvpd/') ? 'provider' : 'adobe';

/** What a page does with a user agent. */
function pageLabel({ endpoint, method, path, status = 0, code }: JournalEntry): string {
  if (code !== undefined || status >= 400) return code ?? '';
  if (endpoint === 'E7' || path === '/adobe-services/logout') return 'to the TV provider';
  if (method === 'POST') return 'to redirectUrl';
  return path.endsWith('/login') ? 'login page' : 'logout page';
}

/** Writes down what goes over the wire, from a device or from a user agent. */
export function trafficOf(
  note: Note,
  names: Names,
  home: Party,
): Pick<Watch, 'fetch' | 'onRequest' | 'onUserAgent'> {
  const pending = new Set<Pending>();
  let userAgent: Party = 'television';

  function byUserAgent(entry: JournalEntry): void {
    const { endpoint, status } = entry;
    const page = pageOf(entry);
    const asked = { kind: 'request', from: userAgent, to: page, details: [] } as const;
    note({ ...asked, label: requestLabel(entry), endpoint });
    const answered = { kind: 'response', from: page, to: userAgent, endpoint } as const;
    note({ ...answered, label: pageLabel(entry), ...(status !== undefined && { status }) });
  }

  /** The server has told which endpoint a request was for. */
  function identify({ request, response }: Pending, entry: JournalEntry): void {
    const { endpoint } = entry;
    const details = requestDetails(entry);
    request.step = { ...request.step, label: requestLabel(entry), details, endpoint } as Step;
    if (response) response.step = { ...response.step, endpoint } as Step;
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
        if (one.method !== entry.method || one.path !== entry.path) continue;
        pending.delete(one);
        identify(one, entry);
        return;
      }
    },
    fetch: (fetch, device) => async (input, init) => {
      const from = device === 'television' ? home : device;
      const { method = 'GET' } = init ?? {};
      const path = new URL(input instanceof Request ? input.url : input).pathname;
      const label = `${method} ${path}`;
      const request = note({ kind: 'request', from, to: 'adobe', label, details: [] });
      const one: Pending = { method, path, request };
      pending.add(one);
      const answer = (about: { readonly label: string; readonly status?: number }) => {
        const { endpoint } = request.step as { endpoint?: JournalEntry['endpoint'] };
        one.response = note({
          kind: 'response',
          from: 'adobe',
          to: from,
          ...about,
          ...(endpoint !== undefined && { endpoint }),
        });
        return endpoint;
      };
      let response: Response;
      try {
        response = await fetch(input, init);
      } catch (error) {
        answer({ label: init?.signal?.aborted ? 'no answer in time' : 'connection cut' });
        throw error;
      }
      const { status } = response;
      const text = await response.clone().text();
      const { endpoint = 'unknown' } = request.step as { endpoint?: JournalEntry['endpoint'] };
      names.learn(endpoint, text);
      answer({ label: answerLabel(endpoint, status, text), status });
      return response;
    },
  };
}
