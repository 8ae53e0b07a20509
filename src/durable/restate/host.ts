import { flowError } from '../flow-error.js';
import type { ItemStore } from '../items.js';
import { createListeners } from '../listeners.js';
import type { FlowRecord } from '../record.js';
import type { Host, ListedFlow } from '../types.js';
import { type IngressOptions, ingressOf } from './ingress.js';
import { restateItems } from './items.js';
import { type Sealed, sealOf } from './seal.js';
import { ASKED, type Create, type Deliver, REPLY, type Reply } from './wire.js';

/** What `restateHost` takes. */
export interface RestateHostOptions extends IngressOptions {
  /** The keys of the endpoints, where they encrypt: see `restateEndpoint`. */
  readonly keys?: readonly Uint8Array[];
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
  count: number;
  timer?: ReturnType<typeof setTimeout>;
}

const POLL_INTERVAL = 500;
/** Milliseconds from one failed look to the next at most. */
const LONGEST_PAUSE = 10_000;

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
 *
 * export const begin = () => host.start('flow-1', 'authentication', { screen: 'secondary' });
 * export const end = () => host.close();
 * ```
 */
export function restateHost({
  flowObject = 'tveFlow',
  deviceObject = 'tveDevice',
  keys,
  admin,
  pollInterval = POLL_INTERVAL,
  // oxlint-disable-next-line no-console -- where else, on a server that says nothing
  onError = (error, key) => console.error(`Flow ${key}:`, error),
  ...options
}: RestateHostOptions): Host & { readonly items: ItemStore } {
  const seal = sealOf(keys);
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
    const sealed = body && (await seal.seal<Create | Deliver>(key, ASKED, body));
    const asked = ingress(flowObject, key, handler, sealed, { isOnce }) as Promise<Reply | Sealed>;
    underWay.add(asked);
    const answer = await asked.finally(() => underWay.delete(asked));
    // A refusal may say that the keys are missing: it is told to everybody.
    const isOpen = 'refused' in answer || 'done' in answer;
    const reply = isOpen ? answer : await seal.open<Reply>(key, REPLY, answer);
    if ('refused' in reply) throw flowError(reply.refused.code, reply.refused.message);
    return reply;
  }

  async function stateOf(key: string, handler: string, body?: Create | Deliver) {
    const reply = await ask(key, handler, body);
    if (!('state' in reply)) throw flowError('host_unavailable', `${handler} gives no state`);
    listeners.tell(key, reply.state);
    return reply.state;
  }

  const report = (key: string) => (error: unknown) => {
    if (!isClosed) onError(error, key);
  };
  const listeners = createListeners((key) => stateOf(key, 'get'), report);

  /** Looks at a flow again and again, as long as somebody watches it. */
  function watch(key: string): () => void {
    const known = watches.get(key);
    const own: Watch = known ?? { count: 0 };
    own.count += 1;
    watches.set(key, own);
    if (!known) lookLater(key, own, pollInterval);
    return () => {
      own.count -= 1;
      if (own.count > 0) return;
      clearTimeout(own.timer);
      if (watches.get(key) === own) watches.delete(key);
    };
  }

  function lookLater(key: string, own: Watch, delay: number): void {
    if (isClosed || watches.get(key) !== own) return;
    own.timer = setTimeout(() => {
      stateOf(key, 'get').then(
        () => lookLater(key, own, pollInterval),
        (error: unknown) => {
          report(key)(error);
          lookLater(key, own, Math.min(delay * 2, LONGEST_PAUSE));
        },
      );
    }, delay);
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

    subscribe(key, listener, subscribed) {
      const stop = watch(key);
      const unsubscribe = listeners.subscribe(key, listener, subscribed);
      return () => {
        unsubscribe();
        stop();
      };
    },

    waitFor: (key, isWanted, waiting) =>
      listeners.waitFor(key, isWanted, waiting).finally(watch(key)),

    async list() {
      if (isClosed) throw flowError('host_closed', 'This host has ended');
      if (admin === undefined)
        throw flowError('host_unavailable', 'A list needs the admin API of Restate: give `admin`');
      const found: ListedFlow[] = [];
      for (const { key, text } of await rowsOf(admin, flowObject, options)) {
        try {
          const record = JSON.parse(await seal.openText(key, text)) as FlowRecord;
          const { machine, seq, endedAt } = record;
          found.push({ key, machine, seq, isDone: endedAt !== undefined });
        } catch (error) {
          report(key)(error);
        }
      }
      return found;
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

/** All records, by a query of the engine's own. */
async function rowsOf(
  admin: string,
  flowObject: string,
  { fetch: send = globalThis.fetch, headers = {} }: IngressOptions,
): Promise<ReadonlyArray<{ readonly key: string; readonly text: string }>> {
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
  return rows.map(({ service_key: key, value_utf8: text }) => ({ key, text }));
}
