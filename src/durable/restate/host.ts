import { flowError } from '../flow-error.js';
import type { FlowState, Host, ListedFlow } from '../host.js';
import type { ItemStore } from '../items.js';
import type { FlowRecord } from '../record.js';
import { type IngressOptions, ingressOf } from './ingress.js';
import { restateItems } from './items.js';
import type { Create, Deliver, Reply } from './wire.js';

/** What `restateHost` takes. */
export interface RestateHostOptions extends IngressOptions {
  /** The name of the flow object, as in `restateEndpoint`. Default: `tveFlow`. */
  readonly flowObject?: string;
  /** The name of the device object, as in `restateEndpoint`. Default: `tveDevice`. */
  readonly deviceObject?: string;
  /** The address of the admin API, such as `http://127.0.0.1:9070`. `list` alone needs it. */
  readonly admin?: string;
  /** Milliseconds between two looks at a flow that `subscribe` or `waitFor` watch. Default: 500. */
  readonly pollInterval?: number;
  /** Gets what goes wrong where nobody waits for an answer. Default: `console.error`. */
  readonly onError?: (error: unknown, key: string) => void;
}

interface Watch {
  readonly listeners: Set<(state: FlowState) => void>;
  readonly failures: Set<(error: unknown) => void>;
  timer?: ReturnType<typeof setTimeout>;
}

const POLL_INTERVAL = 500;

/**
 * A host whose flows are in Restate, run by the processes that serve a `restateEndpoint`. It keeps nothing
 * itself: any number of processes may have one. `subscribe` and `waitFor` look at the flow from time to time
 * (`pollInterval`), once for all who watch the same flow in this process, and at once after a step of their own
 * host. `remove` ends a flow and what it waits for.
 *
 * @throws FlowError, as `createHost` does, and `host_unavailable` where Restate gives no answer in time.
 *
 * @example
 * ```ts
 * import { restateHost } from 'tve-auth-flow/durable/restate';
 *
 * const host = restateHost({ ingress: 'http://127.0.0.1:8080', admin: 'http://127.0.0.1:9070' });
 * const { seq, view } = await host.start('flow-1', 'authentication', { screen: 'secondary' });
 * console.log(seq, view);
 * await host.close();
 * ```
 */
export function restateHost({
  flowObject = 'tveFlow',
  deviceObject = 'tveDevice',
  admin,
  pollInterval = POLL_INTERVAL,
  // oxlint-disable-next-line no-console -- where else, on a server that says nothing
  onError = (error, key) => console.error(`Flow ${key}:`, error),
  ...options
}: RestateHostOptions): Host & { readonly items: ItemStore } {
  const ingress = ingressOf(options);
  const watches = new Map<string, Watch>();
  const underWay = new Set<Promise<unknown>>();
  let isClosed = false;

  async function ask(
    key: string,
    handler: string,
    body?: Create | Deliver,
  ): Promise<Exclude<Reply, { refused: unknown }>> {
    if (isClosed) throw flowError('host_closed', 'This host has ended');
    const isOnce = handler !== 'get';
    const asked = ingress(flowObject, key, handler, body, { isOnce }) as Promise<Reply>;
    underWay.add(asked);
    const reply = await asked.finally(() => underWay.delete(asked));
    if ('refused' in reply) throw flowError(reply.refused.code, reply.refused.message);
    return reply;
  }

  async function stateOf(key: string, handler: string, body?: Create | Deliver) {
    const reply = await ask(key, handler, body);
    if (!('state' in reply)) throw flowError('host_unavailable', `${handler} gives no state`);
    const { state } = reply;
    for (const listener of watches.get(key)?.listeners ?? []) listener(state);
    return state;
  }

  /** Looks at a flow as long as somebody watches it. */
  async function look(key: string, watch: Watch): Promise<void> {
    try {
      await stateOf(key, 'get');
    } catch (error) {
      if (!isClosed) for (const fail of watch.failures) fail(error);
    }
    if (watches.get(key) === watch && !isClosed)
      watch.timer = setTimeout(() => void look(key, watch), pollInterval);
  }

  function watchOf(key: string): Watch {
    const known = watches.get(key);
    if (known) return known;
    const watch: Watch = { listeners: new Set(), failures: new Set() };
    watches.set(key, watch);
    // Those who watch are added first.
    void Promise.resolve().then(() => look(key, watch));
    return watch;
  }

  function listen(
    key: string,
    listener: (state: FlowState) => void,
    after: number,
    fail: (error: unknown) => void,
  ): () => void {
    let last = after;
    const hear = (state: FlowState) => {
      if (state.seq <= last) return;
      last = state.seq;
      listener(state);
    };
    const watch = watchOf(key);
    watch.listeners.add(hear);
    watch.failures.add(fail);
    return () => {
      watch.listeners.delete(hear);
      watch.failures.delete(fail);
      if (watch.listeners.size > 0) return;
      clearTimeout(watch.timer);
      if (watches.get(key) === watch) watches.delete(key);
    };
  }

  return {
    items: restateItems({ ...options, deviceObject }),

    start: (key, machine, input, { idempotencyKey } = {}) =>
      stateOf(key, 'create', {
        machine,
        ...(input && { input }),
        ...(idempotencyKey !== undefined && { idempotencyKey }),
      }),

    send: (key, event, { idempotencyKey, ifSeq } = {}) =>
      stateOf(key, 'deliver', {
        event,
        ...(idempotencyKey !== undefined && { idempotencyKey }),
        ...(ifSeq !== undefined && { ifSeq }),
      }),

    view: (key) => stateOf(key, 'get'),

    subscribe: (key, listener, { after = -1 } = {}) =>
      listen(key, listener, after, (error) => onError(error, key)),

    waitFor: (key, isWanted, { timeout } = {}) =>
      new Promise((resolve, reject) => {
        let timer: ReturnType<typeof setTimeout> | undefined;
        const end = (finish: () => void) => {
          clearTimeout(timer);
          unsubscribe();
          finish();
        };
        const hear = (state: FlowState) => {
          if (isWanted(state)) end(() => resolve(state));
        };
        const unsubscribe = listen(key, hear, -1, (error) => end(() => reject(error)));
        if (timeout !== undefined)
          timer = setTimeout(
            () => end(() => reject(flowError('wait_over', `The flow ${key} took too long`))),
            timeout,
          );
      }),

    async list() {
      if (isClosed) throw flowError('host_closed', 'This host has ended');
      if (admin === undefined)
        throw flowError('host_unavailable', 'A list needs the admin API of Restate: give `admin`');
      return listed(admin, flowObject, options);
    },

    async remove(key) {
      await ask(key, 'remove');
    },

    async close() {
      isClosed = true;
      for (const { timer } of watches.values()) clearTimeout(timer);
      watches.clear();
      await Promise.allSettled(underWay);
    },
  };
}

/** All flows, by a query of the engine's own. */
async function listed(
  admin: string,
  flowObject: string,
  { fetch: send = globalThis.fetch, headers = {} }: IngressOptions,
): Promise<readonly ListedFlow[]> {
  const query =
    'SELECT service_key, value_utf8 FROM state ' +
    `WHERE service_name = '${flowObject.replaceAll("'", "''")}' AND key = 'record'`;
  const response = await send(`${admin.replace(/\/+$/, '')}/query`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query }),
  });
  if (!response.ok) throw flowError('host_unavailable', `The admin API answers ${response.status}`);
  const { rows } = (await response.json()) as {
    rows: ReadonlyArray<{ service_key: string; value_utf8: string }>;
  };
  return rows.map(({ service_key: key, value_utf8: text }) => {
    const { machine, seq, endedAt } = JSON.parse(text) as FlowRecord;
    return { key, machine, seq, isDone: endedAt !== undefined };
  });
}
