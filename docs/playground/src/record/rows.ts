import type {
  FlightActor,
  FlightRecord,
  FlightResponse,
  FlightStep,
  Json,
} from '../../../../src/inspect/index.js';
import { placeOf, type ShownActor } from '../session/actor.js';
import { shortPath } from '../session/endpoints.js';
import { isNoise, titleOf } from '../session/event-title.js';
import type { Lane, Row } from '../session/row.js';

type NewRow = Omit<Row, 'id'>;

const asJson = (value: object) => value as unknown as Json;

function pathOf(url: string): string {
  try {
    return shortPath(new URL(url).pathname);
  } catch {
    return url;
  }
}

/** Makes the lines of a record. */
export interface RecordedRows {
  /** Nothing for what changes nothing. */
  readonly ofStep: (
    step: FlightStep,
    before: ShownActor | undefined,
    after: ShownActor | undefined,
  ) => NewRow | undefined;
  readonly ofResponse: (response: FlightResponse) => NewRow;
}

export function recordedRows({ actors, steps }: FlightRecord): RecordedRows {
  const known = new Map(actors.map((actor) => [actor.sessionId, actor]));
  const laneOf = (sessionId: string | undefined): Lane => {
    const { id, parentId, machine } = known.get(sessionId ?? '') ?? { id: 'app' };
    return parentId === undefined || machine === undefined ? id : machine;
  };
  const roots = new Set(
    actors.filter(({ parentId }: FlightActor) => parentId === undefined).map(({ id }) => id),
  );
  // Who asked is in no record.
  const [asker = 'app'] = roots.size === 1 ? roots : [];

  const senderOf = ({ actor, event, brought }: FlightStep): Lane => {
    if (brought !== undefined) return laneOf(steps[brought]?.actor);
    const parentId = known.get(actor)?.parentId;
    if (event.type === 'xstate.init') return laneOf(parentId ?? actor);
    return laneOf(event.type.startsWith('xstate.') ? actor : parentId);
  };

  return {
    ofStep(step, before, after) {
      const { at, actor, event, value, status, tags } = step;
      if (isNoise(event.type, before?.value, value)) return undefined;
      const [from, to] = [placeOf(before?.value), placeOf(value)];
      const id = known.get(actor)?.id;
      const lane = laneOf(actor);
      const isTaken = event.type === 'xstate.init' || !after || after.taken.length > 0;
      return {
        at,
        kind: 'event',
        from: senderOf(step),
        to: lane,
        ...(id !== undefined && id !== lane && { actor: id }),
        title: titleOf(event.type, after ?? {}),
        result: from !== to ? `→ ${to}` : isTaken ? '' : 'not taken',
        tone: status === 'error' || tags.includes('failed') ? 'bad' : 'plain',
        detail: () => asJson(step),
      };
    },
    ofResponse(response) {
      const { at, milliseconds, method, url, status, failure } = response;
      return {
        at: at + milliseconds,
        kind: 'request',
        from: asker,
        to: 'adobe',
        title: `${method} ${pathOf(url)}`,
        result: String(status ?? failure?.name ?? 'no answer'),
        tone: status !== undefined && status < 400 ? 'good' : 'bad',
        detail: () => asJson(response),
      };
    },
  };
}
