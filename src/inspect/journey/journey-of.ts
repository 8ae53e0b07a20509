import { readFlightRecord } from '../recorder/read-flight-record.js';
import { rootsOf } from '../replay/machines-of.js';
import { replay, type ReplayOptions } from '../replay/replay.js';
import { createJourney } from './journey.js';
import type { JourneyEvent } from './journey-event.js';

/**
 * The events that {@link journeySink} would have told of what a flight record has.
 *
 * @param record What `recorderSink` gave, as JSON text or parsed.
 * @throws InvalidInputError for what is no flight record
 *
 * @example
 * ```ts
 * import { createActor, waitFor } from 'xstate';
 * import { logoutMachine } from 'tve-auth-flow';
 * import { createInspection, journeyOf, recorderSink } from 'tve-auth-flow/inspect';
 *
 * const recorder = recorderSink();
 * const inspect = createInspection({ sinks: [recorder] });
 * const input = { mvpd: 'Cablevision', redirectUrl: 'https://adobe.com' };
 * const flow = createActor(logoutMachine, { input, inspect }).start();
 * await waitFor(flow, (snapshot) => snapshot.hasTag('failed')); // its services were not provided
 * console.log(journeyOf(recorder.record()).map(({ name }) => name)); // → [ 'flow_failed' ]
 * ```
 */
export function journeyOf(record: unknown, options?: ReplayOptions): readonly JourneyEvent[] {
  const { actors, steps } = readFlightRecord(record);
  const replayed = replay(record, options);
  const byId = new Map(actors.map((actor) => [actor.sessionId, actor]));
  const roots = rootsOf(actors);
  const events: JourneyEvent[] = [];
  const journey = createJourney((event) => events.push(event));
  steps.forEach(({ at, actor: sessionId, event, status }, index) => {
    const { machine = '', parentId = '' } = byId.get(sessionId) ?? {};
    const stood = replayed.goTo(index).snapshot(sessionId) ?? byId.get(sessionId)?.snapshot;
    const came = replayed.goTo(index + 1).snapshot(sessionId);
    if (!came) return;
    journey.take({
      at,
      sessionId,
      machine,
      parent: byId.get(parentId)?.machine,
      flow: roots.get(sessionId) ?? sessionId,
      event,
      stood,
      led: {
        status,
        value: came.value,
        context: came.context as unknown,
        output: came.output as unknown,
      },
    });
  });
  return events;
}
