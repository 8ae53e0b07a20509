import type { Observation } from '../observation.js';
import { Past } from '../past.js';
import type { SeenRequest } from '../requests/seen-request.js';
import type { RequestMessage, StatelyMessage, StatelyMessages } from './messages.js';

/** What has happened in an app lately, for an inspector that comes later. */
export interface AppMemory {
  /** The number of what happened last. */
  readonly seq: number;
  /** @returns the number of what is kept */
  readonly keep: (observation: Observation) => number;
  readonly keepRequest: (request: SeenRequest) => number;
  /** Made now, of what was only held on to. */
  readonly list: () => ReadonlyArray<StatelyMessage | RequestMessage>;
}

type Message = StatelyMessage | RequestMessage;

const kinds = { actor: 'actor', event: 'other', snapshot: 'snapshot', stop: 'over' } as const;

/** @param limit How much is kept, beside where the actors that are alive stood before */
export function createMemory(messages: StatelyMessages, limit: number): AppMemory {
  const past = new Past<() => Message | undefined>({ last: Math.max(0, Math.floor(limit) || 0) });
  let seq = 0;
  return {
    get seq() {
      return seq;
    },
    keep(observation) {
      const number = (seq += 1);
      const { sessionId } = observation.actor;
      const item = () => messages.of(observation, number);
      past.add({ kind: kinds[observation.type], sessionId, item });
      return number;
    },
    keepRequest(request) {
      const number = (seq += 1);
      past.add({ kind: 'other', sessionId: '', item: () => messages.request(request, number) });
      return number;
    },
    list: () =>
      past.list().flatMap((make) => {
        const message = make();
        return message ? [message] : [];
      }),
  };
}
