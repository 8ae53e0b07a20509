import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import type { FlightStep } from '../recorder/flight-record.js';
import { readFlightRecord } from '../recorder/read-flight-record.js';
import { Course, type Divergence } from './course.js';
import { viewOf } from './library.js';
import { machinesOf, rootsOf } from './machines-of.js';

/** The options of {@link replay}. */
export interface ReplayOptions {
  /** Machines beside those of this library, or instead of one of the same id. */
  readonly machines?: readonly AnyStateMachine[];
}

/** A record that can be gone through, forwards and back. */
export interface Replay {
  /** How many steps have been taken. */
  readonly position: number;
  /** How many there are. */
  readonly length: number;
  /** The step that led here; nothing at the beginning. */
  readonly step: FlightStep | undefined;
  /** Steps that lead elsewhere than the record says, wherever they are; empty where all is well. */
  readonly divergences: readonly Divergence[];
  /** The ids of machines that are not known: what they did is passed over. */
  readonly unknown: readonly string[];
  /**
   * What an actor has come to. Its `children` have what they have come to.
   *
   * @param sessionId Default: the root of the actor that took the step.
   * @returns nothing for one that has not started yet, or whose machine is not known
   */
  readonly snapshot: (sessionId?: string) => AnyMachineSnapshot | undefined;
  /** What an app renders then; of the machines of this library. */
  readonly view: (sessionId?: string) => { readonly phase: string } | undefined;
  /** Takes the next step, where there is one. */
  readonly forward: () => Replay;
  readonly back: () => Replay;
  /** @param position 0 is the beginning; what is out of range is brought into it. */
  readonly goTo: (position: number) => Replay;
}

/**
 * Goes through a flight record with the machines themselves: nothing is invoked, no time passes, nothing
 * is requested. All of it is worked out at once.
 *
 * @param record What {@link recorderSink} gave, as JSON text or parsed.
 * @throws InvalidInputError for what is no flight record
 *
 * @example
 * ```ts
 * import { createActor } from 'xstate';
 * import { logoutMachine } from 'tve-auth-flow';
 * import { createInspection, recorderSink, replay } from 'tve-auth-flow/inspect';
 *
 * const recorder = recorderSink();
 * const inspect = createInspection({ sinks: [recorder] });
 * const input = { mvpd: 'Cablevision', redirectUrl: 'https://adobe.com' };
 * createActor(logoutMachine, { input, inspect }).start().send({ type: 'cancel' });
 *
 * const flow = replay(recorder.record()).goTo(2);
 * console.log(flow.step?.event.type, flow.view()?.phase); // → cancel cancelled
 * console.log(flow.back().view()?.phase, flow.divergences.length); // → initiating 0
 * ```
 */
export function replay(record: unknown, { machines = [] }: ReplayOptions = {}): Replay {
  const read = readFlightRecord(record);
  const { actors, steps } = read;
  const known = machinesOf(read, machines);
  const roots = rootsOf(actors);
  const course = new Course(read, known);
  let position = 0;

  /** The root of what happened last, or of what happens first. */
  const atHand = () => roots.get((steps[position - 1] ?? steps[0])?.actor ?? '');
  const snapshot = (sessionId = atHand()) =>
    sessionId === undefined ? undefined : course.snapshotAt(sessionId, position);

  const stepper: Replay = {
    get position() {
      return position;
    },
    length: steps.length,
    get step() {
      return steps[position - 1];
    },
    divergences: course.divergences,
    unknown: [
      ...new Set(
        actors.filter(({ sessionId }) => !known.has(sessionId)).map(({ machine }) => machine),
      ),
    ],
    snapshot,
    view(sessionId) {
      const current = snapshot(sessionId);
      const id = (current?.machine as AnyStateMachine | undefined)?.id;
      const view = id === undefined ? undefined : viewOf(id);
      try {
        return view?.(current as never);
      } catch {
        // Of a record that somebody has changed.
        return undefined;
      }
    },
    forward: () => stepper.goTo(position + 1),
    back: () => stepper.goTo(position - 1),
    goTo(wanted) {
      position = Math.min(Math.max(Math.trunc(wanted) || 0, 0), steps.length);
      return stepper;
    },
  };
  return stepper;
}
