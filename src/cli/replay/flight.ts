import type { FlightRecord, FlightResponse, Replay } from '../../inspect/index.js';
import { type LineStep, lineWriter } from '../../inspect/lines/line-writer.js';
import type { LineStyle } from '../../inspect/lines/paint.js';
import { responseLine } from '../../inspect/lines/response-line.js';
import { stateText } from '../../inspect/lines/state-text.js';
import { plainText } from '../../inspect/plain-text.js';

/** A record, and what its machines make of it. */
export interface Flight {
  readonly record: FlightRecord;
  readonly flow: Replay;
}

/** Which steps are shown, by their positions. */
export interface Range {
  readonly from: number;
  readonly until: number;
}

/** A step at its position, or what the server answered before it. */
export type Shown =
  | { readonly position: number }
  | { readonly position: number; readonly response: FlightResponse };

/** Steps and responses, in the order in which they came. */
function shownOf({ steps, responses }: FlightRecord, { from, until }: Range): Shown[] {
  const answers = (after: number) =>
    responses
      .filter((response) => Math.min(response.after, steps.length) === after)
      .map((response) => ({ position: Math.min(after + 1, steps.length), response }));
  const all: Shown[] = answers(0);
  for (const index of steps.keys()) all.push({ position: index + 1 }, ...answers(index + 1));
  return all.filter(({ position }) => position >= from && position <= until);
}

/** A step as lines are written of it. The machine is the one that replays it: it knows its services. */
function lineStepOf({ record, flow }: Flight, position: number): LineStep {
  const { actor: sessionId, ...step } = record.steps[position - 1]!;
  const { id, parentId, src } = record.actors.find((actor) => actor.sessionId === sessionId)!;
  const machine = flow.goTo(position).snapshot(sessionId)?.machine;
  const actor: LineStep['actor'] = {
    sessionId,
    id,
    ...(parentId !== undefined && { parentId }),
    ...(src !== undefined && { src }),
    ...(machine && { machine }),
  };
  return { ...step, actor };
}

/** Where a replay goes another way, in words. */
export function divergenceText({
  position,
  expected,
  found,
}: Replay['divergences'][number]): string {
  const say = ({ status, value }: typeof expected) =>
    plainText(status === 'active' ? stateText(value) : `${stateText(value)} (${status})`);
  return `step ${position} led to ${say(expected)}, and now leads to ${say(found)}`;
}

/** The line of each step, by its position. */
export function linesOf(
  flight: Flight,
  style: LineStyle,
  relayed = false,
): Array<string | undefined> {
  const { record, flow } = flight;
  const write = lineWriter(record.startedAt, style, relayed);
  const otherwise = new Map(flow.divergences.map((found) => [found.position, found]));
  const lines = record.steps.map((_, index) => {
    const line = write(lineStepOf(flight, index + 1));
    const divergence = otherwise.get(index + 1);
    return divergence ? `${line ?? ''}  ${style.bad(`≠ ${divergenceText(divergence)}`)}` : line;
  });
  return [undefined, ...lines];
}

/** What a person reads of a record: before each line the position of its step. */
export function listing(flight: Flight, range: Range, style: LineStyle): string[] {
  const lines = linesOf(flight, style);
  const { record } = flight;
  const width = String(record.steps.length).length;
  return shownOf(record, range).flatMap((shown) => {
    if ('response' in shown) {
      const line = responseLine(shown.response, record.startedAt, style);
      return [`${' '.repeat(width)} ${line}`];
    }
    const line = lines[shown.position];
    const position = style.soft(String(shown.position).padStart(width));
    return line === undefined ? [] : [`${position} ${line}`];
  });
}

/** What a program reads of it: a line for each step and each response. */
export function jsonLines({ record, flow }: Flight, range: Range): string[] {
  const otherwise = new Map(flow.divergences.map((found) => [found.position, found.found]));
  return shownOf(record, range).map((shown) => {
    if ('response' in shown) return JSON.stringify(shown);
    const { position } = shown;
    const step = record.steps[position - 1]!;
    const view = flow.goTo(position).view();
    const found = otherwise.get(position);
    const state = stateText(step.value);
    return JSON.stringify({ position, ...step, state, phase: view?.phase, view, found });
  });
}
