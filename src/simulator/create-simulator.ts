import { endpointTable } from './endpoints/index.js';
import { clientCredentials } from './endpoints/registration.js';
import { FaultList } from './faults/fault-list.js';
import { createApp } from './http/app.js';
import { asFetch } from './http/fetch.js';
import type { JournalEntry } from './http/journal-entry.js';
import { Throttle } from './http/throttle.js';
import { settings as fillIn, type SimulatorOptions } from './options.js';
import type { Simulator } from './simulator.js';
import { verifyMediaToken } from './state/media-tokens.js';
import { replaceSession } from './state/sessions.js';
import { State } from './state/state.js';
import { clockSwitch, profileSwitches, sessionOf, sessionView } from './switches.js';
import { createViewer } from './viewer/viewer.js';

/**
 * Makes a server that behaves as Adobe Pass Authentication does (REST API V2, dynamic client
 * registration, TempPass reset and the legacy logout), in memory, for tests and demos.
 *
 * @throws RangeError where an option makes no sense
 *
 * @example
 * ```ts
 * import { createPassClient, createSession, profileForCode } from 'tve-auth-flow/client';
 * import { createSimulator } from 'tve-auth-flow/simulator';
 *
 * const simulator = createSimulator();
 * const client = createPassClient({
 *   environment: 'release-staging',
 *   serviceProvider: 'REF30',
 *   softwareStatement: 'any-text-without-spaces',
 *   device: {
 *     id: 'a-device',
 *     info: { model: 'TV', version: '1', osName: 'webOS', osVersion: '6', connectionType: 'LAN' },
 *   },
 *   fetch: simulator.fetch,
 * });
 * const { code = '' } = await createSession(client);
 * await simulator.viewer.signIn({ code, mvpd: 'Cablevision' });
 * console.log(await profileForCode(client, { code }));
 * ```
 */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const settings = fillIn(options);
  const requests: JournalEntry[] = [];
  const faults = new FaultList();
  let state = new State(settings);
  let throttle = newThrottle();

  function newThrottle(): Throttle | undefined {
    return settings.throttle ? new Throttle(settings.throttle, settings.maxEntries) : undefined;
  }

  function record(entry: JournalEntry): void {
    requests.push(entry);
    if (requests.length > settings.maxEntries) requests.shift();
  }

  function settled(entry: JournalEntry): void {
    settings.onRequest?.(entry);
  }

  const app = createApp(endpointTable, () => ({ state, throttle, faults, record, settled }));
  const answer = async (request: Request, address: string, byViewer = false) =>
    app.fetch(request, { address, byViewer });
  const send = async (url: URL, init?: RequestInit) =>
    // The viewer's user agent has an address, and so a throttling bucket, of its own.
    answer(new Request(url, { ...init, redirect: 'manual' }), 'viewer', true);

  return {
    fetch: asFetch((request) => answer(request, 'local'), settings.origin),
    async listen(listenOptions) {
      // Loaded here, so that whoever only wants `fetch` needs no Node.
      const { listen } = await import('./listen.js');
      return listen(answer, listenOptions);
    },
    viewer: createViewer(send, () => state),
    requests,
    faults,
    clock: clockSwitch(() => state),
    profiles: profileSwitches(() => state),
    decisions: {
      deny: (rule) => state.denials.deny(rule),
      clear() {
        state.denials.clear();
      },
    },
    verifyMediaToken: (token, resource) => verifyMediaToken(state, token, resource),
    session: (code) => sessionView(state, code),
    expireSession(code) {
      sessionOf(state, code).notAfter = state.now();
    },
    replaceSession: (code) => replaceSession(state, sessionOf(state, code)).code,
    mvpd(change) {
      state.mvpds.set(change.id, { ...state.mvpds.get(change.id), ...change });
    },
    partner(change) {
      state.partner = { ...state.partner, ...change };
    },
    logoutTogether(...mvpds) {
      state.logoutGroups.unshift([...mvpds]);
    },
    registerClient: () => clientCredentials(state, state.register()),
    issueToken: () => state.issue(state.register()),
    expireTokens() {
      const now = state.now();
      for (const token of state.tokens.values()) token.expiresAt = now;
    },
    revokeClients() {
      for (const client of state.clients.values()) client.revoked = true;
    },
    reset() {
      state = new State(settings);
      throttle = newThrottle();
      requests.length = 0;
      faults.clear();
    },
  };
}
