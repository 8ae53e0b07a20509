import { createKeys, EventQueue } from './event-queue.js';
import { listenTo, type ToldState } from './listener.js';
import type {
  Connecting,
  RemoteMachine,
  RemoteMachines,
  ViewFlow,
  ViewObserver,
} from './machines.js';
import { partnerAnswers, type RemotePartnerFramework } from './partner.js';
import { persist, post } from './persist.js';
import { errorOf } from './remote-error.js';
import { createRequests, type RequestOptions, type Requests } from './requests.js';

/** The options of {@link remoteFlow}. */
export interface RemoteFlowOptions extends RequestOptions {
  /** Told when the connection to the service is lost, and when it is back. */
  readonly onConnection?: (isConnected: boolean) => void;
  /**
   * The framework of the platform, for partner single sign-on: a flow with `partner` asks it. Give it to
   * `remoteFlow` too, or else a flow that was begun with it waits five minutes for an answer.
   */
  readonly partnerFramework?: RemotePartnerFramework;
}

/** A media token, to be sent to the backend that verifies it and releases the stream. */
export interface RemoteMediaToken {
  readonly resource: string;
  readonly serializedToken: string;
  /** Epoch milliseconds: until then it can be verified. */
  readonly notAfter: number;
}

/** A flow that runs on a service. */
export interface RemoteFlow<Machine extends RemoteMachine = RemoteMachine> extends ViewFlow<
  RemoteMachines[Machine]['view'],
  RemoteMachines[Machine]['event']
> {
  /** Where the flow is: keep it, and go on with it after the app was closed. */
  readonly url: Promise<string>;
  /**
   * Takes the media token of a play request that was permitted. There is one for each, once.
   *
   * @throws RemoteError `not_permitted`, `media_token_gone`
   */
  takeMediaToken(resource?: string): Promise<RemoteMediaToken>;
}

/** What begins a flow. */
export interface FlowToStart<Machine extends RemoteMachine> {
  readonly machine: Machine;
  readonly input: RemoteMachines[Machine]['input'];
  readonly device?: {
    /** Where the service does not learn it from the request itself. */
    readonly id?: string;
    readonly info?: Readonly<Record<string, string | number | boolean>>;
  };
  /** The same key of the same device gives the flow that it has begun. Default: a new one. */
  readonly idempotencyKey?: string;
}

/**
 * Follows a flow that runs on a service, as an app follows an actor: `subscribe`, `getSnapshot`, `send`. It
 * gives views, not snapshots. A connection that is lost is made again; an event that was sent is sent until
 * the service has it, and counts once.
 *
 * @param url Of the flow, such as `https://tv.example.com/v1/flows/…`.
 *
 * @example
 * ```ts
 * import { remoteFlow } from 'tve-auth-flow/remote';
 *
 * export function follow(url: string, token: string) {
 *   const flow = remoteFlow<'authentication'>(url, { headers: { Authorization: `Bearer ${token}` } });
 *   flow.subscribe((view) => {
 *     if (view.phase === 'authenticate') console.log(view.code);
 *     if (view.phase === 'expired') void flow.send({ type: 'code.renew' });
 *   });
 *   return flow;
 * }
 * ```
 */
export const remoteFlow = <Machine extends RemoteMachine = RemoteMachine>(
  url: string,
  options: RemoteFlowOptions = {},
): RemoteFlow<Machine> => {
  const requests = createRequests(options);
  return follow<Machine>(async () => ({ url: url.replace(/\/$/, '') }), requests, options);
};

/**
 * Begins a flow on a service, and follows it. Where the service can't be reached, it is tried again.
 *
 * @param service Where the service is, such as `https://tv.example.com`.
 *
 * @example
 * ```ts
 * import { startRemoteFlow } from 'tve-auth-flow/remote';
 *
 * export const signIn = (token: string) =>
 *   startRemoteFlow(
 *     'https://tv.example.com',
 *     { machine: 'authentication', input: { screen: 'secondary' } },
 *     { headers: { Authorization: `Bearer ${token}` } },
 *   );
 * ```
 */
export function startRemoteFlow<Machine extends RemoteMachine>(
  service: string,
  { idempotencyKey = createKeys()(), ...flow }: FlowToStart<Machine>,
  options: RemoteFlowOptions = {},
): RemoteFlow<Machine> {
  const device = { ...flow.device, ...(options.partnerFramework && { partnerFramework: true }) };
  const body = { ...flow, device };
  const requests = createRequests(options);
  const flows = `${service.replace(/\/$/, '')}/v1/flows`;
  const begin = async (signal: AbortSignal) => {
    const request = post(flows, body, signal, idempotencyKey);
    const reply = await persist(() => requests.send(request), signal);
    const { id, seq, view } = JSON.parse(reply.text) as ToldState & { readonly id: string };
    return { url: `${flows}/${encodeURIComponent(id)}`, state: { seq, view } };
  };
  return follow<Machine>(begin, requests, options);
}

interface Located {
  readonly url: string;
  readonly state?: ToldState;
}

function follow<Machine extends RemoteMachine>(
  locate: (signal: AbortSignal) => Promise<Located>,
  requests: Requests,
  { onConnection, partnerFramework }: RemoteFlowOptions,
): RemoteFlow<Machine> {
  type View = RemoteMachines[Machine]['view'] | Connecting;
  const observers = new Set<ViewObserver<View>>();
  const listening = new AbortController();
  let view: View = { phase: 'connecting' };
  let seq: number | undefined;
  let isConnected = false;

  const tell = (name: 'error' | 'complete', error?: unknown) => {
    for (const observer of observers) observer[name]?.(error);
    observers.clear();
  };

  /** `isFirst`: of a connection. A flow that began anew counts from the start. */
  function hear(state: ToldState, isFirst = false): void {
    const isNews = seq === undefined || (isFirst ? state.seq !== seq : state.seq > seq);
    if (!isNews || listening.signal.aborted) return;
    ({ seq } = state);
    view = state.view as View;
    answer?.(view);
    for (const observer of observers) observer.next?.(view);
  }

  function hearAnswer(text: string): void {
    try {
      hear(JSON.parse(text) as ToldState);
    } catch {
      // The event has arrived all the same, and the view comes by itself.
    }
  }

  function connected(is: boolean): void {
    if (is === isConnected || listening.signal.aborted) return;
    isConnected = is;
    onConnection?.(is);
  }

  const located = locate(listening.signal);
  const url = located.then((found) => found.url);
  // Whoever waits for it is told; the observers are told anyway.
  url.catch(() => {});

  const answer =
    partnerFramework && partnerAnswers(partnerFramework, requests, url, listening.signal);

  const queue = new EventQueue(
    async (event, key, signal) => requests.send(post(`${await url}/events`, event, signal, key)),
    ({ text }) => hearAnswer(text),
  );

  const { signal } = listening;
  located
    .then(async (found) => {
      if (found.state) hear(found.state);
      await listenTo({
        url: found.url,
        requests,
        signal,
        seq: () => seq,
        onState: hear,
        onConnection: connected,
      });
      if (!signal.aborted) tell('complete');
    })
    .catch((error: unknown) => {
      if (!signal.aborted) tell('error', error);
    });

  return {
    url,
    getSnapshot: () => view,
    subscribe(given) {
      const observer = typeof given === 'function' ? { next: given } : given;
      observers.add(observer);
      return { unsubscribe: () => void observers.delete(observer) };
    },
    send: (event) => queue.add(event),
    stop() {
      queue.stop();
      observers.clear();
      listening.abort();
    },
    async takeMediaToken(resource) {
      // Once: where its answer is lost, the token is gone, and a new play request brings another.
      const reply = await requests.send(post(`${await url}/media-token`, { resource }, signal));
      if (!reply.ok) throw errorOf(reply);
      return JSON.parse(reply.text) as RemoteMediaToken;
    },
  };
}
