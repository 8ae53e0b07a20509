import {
  type FlightRecord,
  type InspectedApp,
  type Observation,
  recorderSink,
  type SeenActor,
  type SeenRequest,
  type SeenSnapshot,
} from '../../../../src/inspect/index.js';
import { KEPT } from '../session/history.js';
import type { AppMessage } from './messages.js';

/** What a device has done, as far as it was seen, to be saved. */
export interface DeviceRecord {
  readonly take: (message: AppMessage) => void;
  readonly record: () => FlightRecord;
}

interface Recorded {
  readonly actor: SeenActor;
  snapshot: SeenSnapshot;
}

/** @param startedAt By the clock of the device, in epoch milliseconds */
export function recordDevice(startedAt: number): DeviceRecord {
  const recorder = recorderSink({ limit: KEPT, now: () => startedAt });
  const listeners: Array<(request: SeenRequest) => void> = [];
  const app: InspectedApp = {
    name: () => undefined,
    actors: () => [],
    send: () => false,
    onRequest: (listener) => void listeners.push(listener),
  };
  const observe: (observation: Observation) => void = recorder.open(app);
  const known = new Map<string, Recorded>();

  function rootOf(sessionId: string): string {
    const { parentId } = known.get(sessionId)?.actor ?? {};
    return parentId === undefined ? sessionId : rootOf(parentId);
  }

  function begin({
    sessionId,
    parentId,
    src,
    name,
    chart,
    snapshot,
    at,
  }: Extract<AppMessage, { type: 'actor' }>): void {
    // How it stands now, of one that is recorded already.
    if (known.has(sessionId)) return;
    const recorded: Recorded = {
      snapshot,
      actor: {
        sessionId,
        id: name,
        rootId: parentId === undefined ? sessionId : rootOf(parentId),
        ...(parentId !== undefined && { parentId }),
        ...(src !== undefined && { src }),
        ...(chart && { machine: chart.machine }),
        get snapshot() {
          return recorded.snapshot;
        },
      },
    };
    known.set(sessionId, recorded);
    observe({ type: 'actor', at, actor: recorded.actor, snapshot });
  }

  return {
    record: recorder.record,
    take(message) {
      if (message.type === 'actor') begin(message);
      if (message.type === 'request') for (const listen of listeners) listen(message.request);
      if (message.type !== 'event' && message.type !== 'snapshot') return;
      const { sessionId, at, event } = message;
      const recorded = known.get(sessionId);
      if (!recorded) return;
      const { actor } = recorded;
      if (message.type === 'event') {
        const { sourceId: source } = message;
        observe({ type: 'event', at, actor, event, ...(source !== undefined && { source }) });
        return;
      }
      const { snapshot, taken } = message;
      recorded.snapshot = snapshot;
      observe({ type: 'snapshot', at, actor, event, snapshot, taken });
      if (snapshot.status === 'active') return;
      known.delete(sessionId);
      observe({ type: 'stop', at, actor });
    },
  };
}
