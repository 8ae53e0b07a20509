import type { AnyStateMachine } from 'xstate';
import type { Json, SeenEvent, SeenSnapshot } from '../observation.js';
import { plainText } from '../plain-text.js';
import { errorText, eventText } from './event-text.js';
import { headOf, spaces } from './head.js';
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

const CHANGE_WIDTH = 44;

/** What was last told of an actor. */
interface Told {
  readonly path: string;
  readonly state: string;
  readonly shown: string;
}

/**
 * Writes a line for each step. A child that has changed without any change of its parent gets none for
 * the parent: its own line says it.
 *
 * @param relayed Gives it one all the same.
 */
export function lineWriter(
  startedAt: number,
  style: LineStyle,
  relayed = false,
): (step: LineStep) => string | undefined {
  const told = new Map<string, Told>();
  const roots = new Map<string, number>();

  function pathOf({ sessionId, id, parentId, src, machine }: LineStep['actor']): string {
    const known = told.get(sessionId);
    if (known) return known.path;
    // A root has no name of its own, and what XState has only numbered has none either.
    const own = /^\d+\./.test(id) ? (src ?? id) : id;
    const name = id === sessionId ? (machine?.id ?? src ?? id) : own;
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
    const head = headOf(at - startedAt, path, style);
    if (before?.shown === shown) {
      const isRelayed = event.type.indexOf('xstate.snapshot.') === 0;
      return isRelayed && !relayed ? undefined : head + style.soft(`· ${cause}`);
    }
    if (status === 'stopped') return head + style.soft(`${state} · stopped`);
    const broke = status === 'error' ? style.bad(`broke: ${plainText(errorText(error))}`) : '';
    const width = (before && before.state !== state ? before.state.length + 3 : 0) + state.length;
    const gap = spaces(CHANGE_WIDTH - width - (before ? 0 : 2));
    const marks = tags.length > 0 ? style.soft(`(${plainText(tags.join(', '))})`) : '';
    const rest = [`on ${cause}`, marks, broke].filter(Boolean).join('  ');
    return `${head}${change(before?.state, state)}${gap}  ${rest}`;
  };
}
