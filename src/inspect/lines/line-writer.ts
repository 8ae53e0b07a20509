import type { AnyStateMachine } from 'xstate';
import type { Json, SeenEvent, SeenSnapshot } from '../observation.js';
import { plainText } from '../plain-text.js';
import { errorText, eventText } from './event-text.js';
import type { LineStyle } from './paint.js';
import { stateText } from './state-text.js';

/** What a line tells of. */
export interface LineStep {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly actor: {
    readonly sessionId: string;
    readonly id: string;
    readonly parentId?: string;
    readonly src?: string;
    readonly machine?: AnyStateMachine;
  };
  readonly event: SeenEvent;
  readonly status: SeenSnapshot['status'];
  readonly value?: Json;
  readonly tags?: readonly string[];
  readonly error?: Json;
}

const PATH_WIDTH = 30;
const CHANGE_WIDTH = 44;

/** A time since the start: `+1:02.345`. */
export function sinceStart(milliseconds: number): string {
  // A clock can be set back.
  if (milliseconds < 0) return sinceStart(-milliseconds).replace('+', '-');
  const [hours, rest] = [Math.floor(milliseconds / 3_600_000), milliseconds % 3_600_000];
  const minutes = Math.floor(rest / 60_000);
  const seconds = ((rest % 60_000) / 1000).toFixed(3);
  const padded = seconds.length < 6 ? `0${seconds}` : seconds;
  return hours > 0
    ? `+${hours}:${minutes < 10 ? '0' : ''}${minutes}:${padded}`
    : `+${minutes}:${padded}`;
}

/** What was last told of an actor. */
interface Told {
  readonly path: string;
  readonly state: string;
  readonly shown: string;
}

/**
 * Writes a line for each step. A child that has changed without any change of its parent gets none for
 * the parent: its own line says it.
 */
export function lineWriter(
  startedAt: number,
  style: LineStyle,
): (step: LineStep) => string | undefined {
  const told = new Map<string, Told>();
  const roots = new Map<string, number>();

  function pathOf({ sessionId, id, parentId, src, machine }: LineStep['actor']): string {
    const known = told.get(sessionId);
    if (known) return known.path;
    // A root has no name of its own.
    const name = id === sessionId ? (machine?.id ?? src ?? id) : id;
    if (parentId !== undefined) {
      const above = told.get(parentId);
      return above ? `${above.path} › ${name}` : name;
    }
    const count = (roots.get(name) ?? 0) + 1;
    roots.set(name, count);
    return count > 1 ? `${name} ${count}` : name;
  }

  function change(before: string | undefined, after: string): string {
    if (before === undefined) return `→ ${style.phase(after)}`;
    return before === after ? after : `${before} → ${style.phase(after)}`;
  }

  return ({ at, actor, event, status, value, tags = [], error }) => {
    const path = pathOf(actor);
    const before = told.get(actor.sessionId);
    const state = value === undefined ? status : plainText(stateText(value));
    const shown = JSON.stringify([state, tags, status]);
    if (status === 'active') told.set(actor.sessionId, { path, state, shown });
    else told.delete(actor.sessionId);
    const cause = plainText(eventText(event, actor.machine));
    const head = `${style.soft(sinceStart(at - startedAt).padStart(10))}  ${style.strong(plainText(path).padEnd(PATH_WIDTH))}  `;
    if (before?.shown === shown) {
      const isRelayed = event.type.indexOf('xstate.snapshot.') === 0;
      return isRelayed ? undefined : head + style.soft(`· ${cause}`);
    }
    if (status === 'stopped') return head + style.soft(`${state} · stopped`);
    const broke = status === 'error' ? style.bad(`broke: ${plainText(errorText(error))}`) : '';
    const width = (before && before.state !== state ? before.state.length + 3 : 0) + state.length;
    const gap = ' '.repeat(Math.max(0, CHANGE_WIDTH - width - (before ? 0 : 2)));
    const marks = tags.length > 0 ? style.soft(`(${plainText(tags.join(', '))})`) : '';
    const rest = [`on ${cause}`, marks, broke].filter(Boolean).join('  ');
    return `${head}${change(before?.state, state)}${gap}  ${rest}`;
  };
}
