import { expect } from 'vitest';
import type { AnyMachineSnapshot } from 'xstate';
import {
  createInspection,
  createRedactor,
  type FlightRecord,
  type InspectionSink,
  recorderSink,
  type RecorderSinkOptions,
  replay,
  type Replay,
  type SeenSnapshot,
} from '../../../src/inspect/index.js';

const redactor = createRedactor();

/** What can be compared: a live snapshot has been redacted, and so is a replayed one. */
interface Comparable {
  readonly status: string;
  readonly value: unknown;
  readonly tags: readonly string[];
  readonly context: unknown;
  readonly output: unknown;
  readonly children: readonly string[];
}

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

const lived = ({ status, value, tags = [], context, output, children = {} }: SeenSnapshot) =>
  asJson({ status, value, tags, context, output, children: Object.keys(children) });

function replayed(snapshot: AnyMachineSnapshot | undefined): unknown {
  if (!snapshot) return undefined;
  const { status, value, tags, children } = snapshot;
  const { context, output } = snapshot as { context: unknown; output?: unknown };
  return asJson({
    status,
    value,
    tags: [...tags],
    context: redactor.value(context, 'context'),
    ...(output !== undefined && { output: redactor.value(output, 'output') }),
    children: Object.keys(children as object),
  } satisfies Omit<Comparable, 'output'>);
}

/** What an app renders, as far as it may be shown. */
export const shown = (view: unknown): unknown =>
  view === undefined ? undefined : asJson(redactor.value(view, 'view'));

/** A recorder, and beside it all snapshots of machines, by actor. */
export function recording(options?: RecorderSinkOptions) {
  const recorder = recorderSink(options);
  const observed = new Map<string, unknown[]>();
  const watch: InspectionSink = {
    open: () => (observation) => {
      if (observation.type !== 'snapshot' || !observation.actor.machine) return;
      const { sessionId } = observation.actor;
      observed.set(sessionId, [...(observed.get(sessionId) ?? []), lived(observation.snapshot)]);
    },
  };
  return { recorder, observed, inspect: createInspection({ sinks: [recorder, watch] }) };
}

/** A record as it comes out of a file. */
export const saved = ({ recorder }: Pick<ReturnType<typeof recording>, 'recorder'>): FlightRecord =>
  JSON.parse(JSON.stringify(recorder.record())) as FlightRecord;

/**
 * Each step of the record leads to what was observed then: state, context, tags, output and children; and
 * on the way back it is the same.
 */
export function expectSameCourse(made: ReturnType<typeof recording>): Replay {
  const record = saved(made);
  const flow = replay(record);
  expect(flow.divergences).toEqual([]);
  expect(flow.unknown).toEqual([]);
  const left = new Map<string, number>();
  for (const { actor } of record.steps) left.set(actor, (left.get(actor) ?? 0) + 1);
  const forwards: unknown[] = [];
  while (flow.position < flow.length) {
    const { actor, at } = flow.forward().step!;
    // Older ones may have been dropped.
    const all = made.observed.get(actor)!;
    const still = left.get(actor)!;
    left.set(actor, still - 1);
    const came = replayed(flow.snapshot(actor));
    expect({ at, position: flow.position, came }).toEqual({
      at,
      position: flow.position,
      came: all[all.length - still],
    });
    forwards.push({ came, view: shown(flow.view()) });
  }
  expect(flow.forward().position).toBe(flow.length);
  for (; flow.position > 0; flow.back()) {
    const came = replayed(flow.snapshot(flow.step!.actor));
    expect({ came, view: shown(flow.view()) }).toEqual(forwards[flow.position - 1]);
  }
  expect(flow.back().position).toBe(0);
  return flow;
}
