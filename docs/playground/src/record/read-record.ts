import type { EntitlementView, SecondScreenView } from '../../../../src/index.js';
import { readFlightRecord, type Replay, replay } from '../../../../src/inspect/index.js';
import type { ShownActor } from '../session/actor.js';
import type { Frame } from '../session/frame.js';
import type { Row } from '../session/row.js';
import { recordedRows } from './rows.js';
import { recordedActors } from './shown-actors.js';

/** A record as the page shows it. */
export interface ShownRecord {
  readonly frames: readonly Frame[];
  readonly rows: readonly Row[];
  /** What is not as it was; empty where all is. */
  readonly doubts: string;
}

function doubtsOf({ divergences, unknown }: Replay): string {
  const [first] = divergences;
  return [
    first && `From step ${first.position} on, it goes another way than it did then.`,
    unknown.length > 0 && `Machines that are not known here: ${unknown.join(', ')}.`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** What a device shows: the root that runs a machine of this name. */
function viewOf(machine: string, actors: readonly ShownActor[], flow: Replay) {
  const root = actors.find(
    ({ parentId, chart }) => parentId === undefined && chart?.id === machine,
  );
  return root && flow.view(root.sessionId);
}

/**
 * Replays a flight record, and keeps what there is to see after each step.
 *
 * @throws InvalidInputError for what is none
 */
export function readRecord(text: string): ShownRecord {
  const record = readFlightRecord(text);
  const flow = replay(record);
  const actors = recordedActors(flow, record.actors);
  const write = recordedRows(record);
  const rows: Row[] = [];
  const frames: Frame[] = [];
  const add = (row: Omit<Row, 'id'> | undefined) => {
    if (row) rows.push({ ...row, id: rows.length + 1 });
  };
  const answers = (position: number) => {
    for (const response of record.responses)
      if (response.after === position) add(write.ofResponse(response));
  };
  const capture = (at: number) => {
    // One for each row: what it looks like once everything has come of it.
    if (frames.at(-1)?.row === rows.length) frames.pop();
    const shown = actors.list();
    // Before the first one starts there is nothing to see.
    if (shown.length === 0) return;
    frames.push({
      at,
      row: rows.length,
      television: viewOf('entitlement', shown, flow) as EntitlementView | undefined,
      phone: viewOf('secondScreen', shown, flow) as SecondScreenView | undefined,
      page: undefined,
      actors: shown,
    });
  };

  answers(0);
  capture(record.startedAt);
  record.steps.forEach((step, index) => {
    const find = () => actors.list().find(({ sessionId }) => sessionId === step.actor);
    const before = find();
    actors.take(step, index + 1);
    add(write.ofStep(step, before, find()));
    answers(index + 1);
    capture(step.at);
  });
  return { frames, rows, doubts: doubtsOf(flow) };
}
