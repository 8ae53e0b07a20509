import { createRedactor, type RedactOptions } from '../redact/redactor.js';
import type { InspectionSink } from '../sink.js';
import { inspectedFetch } from '../requests/inspected-fetch.js';
import { FLIGHT_RECORD, FLIGHT_RECORD_VERSION, type FlightRecord } from './flight-record.js';
import { ResponseLog } from './response-log.js';
import { StepLog } from './step-log.js';

/** The options of {@link recorderSink}. */
export interface RecorderSinkOptions {
  /** How many steps are kept, and how many responses; the last ones. Default 1000. */
  readonly limit?: number;
  /** What is hidden in responses, beside secrets. What is hidden in steps, `createInspection` is told. */
  readonly redact?: RedactOptions;
  /** The clock, in epoch milliseconds. Default `Date.now`. */
  readonly now?: () => number;
}

/** A sink that keeps what it sees. */
export interface RecorderSink extends InspectionSink {
  /** What there is so far, as JSON. */
  readonly record: () => FlightRecord;
  /**
   * Makes a fetch that does what this one does, and has its responses in the record: method, URL, status,
   * time, and the body where it is JSON. Never a header, nor what was sent. Not needed with that of
   * `createInspection`, whose responses are in the record too.
   */
  readonly fetch: (fetch: typeof globalThis.fetch) => typeof globalThis.fetch;
}

/**
 * Records flows: their events, where those led, and what the server answered; without secrets. What comes
 * of it can be saved, and replayed with {@link replay}.
 *
 * @example
 * ```ts
 * import { createActor } from 'xstate';
 * import { authenticationMachine } from 'tve-auth-flow';
 * import { createInspection, recorderSink, replay } from 'tve-auth-flow/inspect';
 *
 * const recorder = recorderSink();
 * const inspect = createInspection({ sinks: [recorder] });
 * const flow = createActor(authenticationMachine, { input: { screen: 'primary' }, inspect });
 * flow.start();
 * flow.send({ type: 'cancel' });
 *
 * const saved = JSON.stringify(recorder.record());
 * console.log(replay(JSON.parse(saved)).goTo(1).view()); // → { phase: 'creating' }
 * ```
 */
export function recorderSink({
  limit = 1000,
  redact = {},
  now = Date.now,
}: RecorderSinkOptions = {}): RecorderSink {
  const most = Math.max(1, Math.floor(limit) || 1);
  const redactor = createRedactor(redact);
  const startedAt = now();
  const log = new StepLog(most);
  const responses = new ResponseLog(most, () => log.count);
  return {
    open(app) {
      app.onRequest(responses.take);
      return log.observe;
    },
    record() {
      const { dropped } = log.trim();
      return {
        format: FLIGHT_RECORD,
        version: FLIGHT_RECORD_VERSION,
        startedAt,
        dropped,
        actors: log.actors(),
        steps: log.steps(),
        responses: responses.list(dropped),
      };
    },
    fetch: (fetch) => inspectedFetch(fetch, { now, redactor, tell: responses.take }),
  };
}
