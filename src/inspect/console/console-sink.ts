import { lineWriter } from '../lines/line-writer.js';
import { lineStyle } from '../lines/paint.js';
import { responseLine } from '../lines/response-line.js';
import type { SeenActor } from '../observation.js';
import type { SeenRequest } from '../requests/seen-request.js';
import type { InspectionSink } from '../sink.js';
import { inCausalOrder } from '../steps/causal-order.js';

/** The options of {@link consoleSink}. */
export interface ConsoleSinkOptions {
  /** Where the lines go, one at a time and without a line break. Default `console.log`. */
  readonly log?: (line: string) => void;
  /** Colours for a terminal. Default false. */
  readonly color?: boolean;
  /** Which actors are shown. Default: those that run a machine. */
  readonly actors?: (actor: SeenActor) => boolean;
}

// oxlint-disable-next-line no-console -- It is what this sink is for.
const toConsole = (line: string): void => console.log(line);

/** Once: of an error, its code is known when the body was read. */
const isTold = ({ stage, status = 0 }: SeenRequest): boolean =>
  status > 0 && status < 400 ? stage === 'answered' : stage === 'over';

/**
 * Writes a line for each transition: the time since the first one, the actor, from which state to which,
 * the event that did it, and the tags of the state; and one for each answer of a server, where the app's
 * `fetch` is that of the inspection. For a terminal, or the debug log of a television. What the data says
 * can't do anything to a terminal.
 *
 * @example
 * ```ts
 * import { createActor } from 'xstate';
 * import { authenticationMachine } from 'tve-auth-flow';
 * import { consoleSink, createInspection } from 'tve-auth-flow/inspect';
 *
 * const inspect = createInspection({ sinks: [consoleSink()] });
 * const flow = createActor(authenticationMachine, { input: { screen: 'primary' }, inspect });
 * flow.start(); // → +0:00.000  authentication                  → preparing.creating
 * flow.send({ type: 'cancel' }); // → preparing.creating → cancelled
 * ```
 */
export function consoleSink({
  log = toConsole,
  color = false,
  actors = ({ machine }) => machine !== undefined,
}: ConsoleSinkOptions = {}): InspectionSink {
  const style = lineStyle(color);
  return {
    open(app) {
      let startedAt: number | undefined;
      let write: ReturnType<typeof lineWriter> | undefined;
      app.onRequest((request) => {
        startedAt ??= request.at;
        if (isTold(request)) log(responseLine(request, startedAt, style));
      });
      return inCausalOrder(({ at, actor, event, led: { snapshot } }) => {
        startedAt ??= at;
        write ??= lineWriter(startedAt, style);
        if (!actors(actor)) return;
        const line = write({ at, actor, event, ...snapshot });
        if (line !== undefined) log(line);
      });
    },
  };
}
