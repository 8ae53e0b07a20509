import { offeredEvents, sendEvent } from '../actors/events.js';
import { refusalOf } from '../actors/refusal.js';
import { activePaths, type ShownActor } from '../session/actor.js';
import { page } from '../session/state.js';
import { contentsOf, isSent } from './contents.js';

/** Why a state does not take an event now; empty where it does. */
export function whyNot(actor: ShownActor, path: string, type: string): string {
  const { mode, past, telling } = page.get();
  const refusal = refusalOf(actor, mode);
  if (refusal !== '') return refusal;
  if (past !== null) return 'This is the past: nothing can be sent.';
  if (telling === 'told') return 'The story is being told. Take over to send it yourself.';
  if (actor.status !== 'active') return 'This machine does not run.';
  if (path !== '' && !activePaths(actor.value).includes(path))
    return 'Only while this state is active.';
  const offered = offeredEvents(actor).find((event) => event.type === type);
  return offered?.can === false ? 'Its guards do not let it pass now.' : '';
}

/** Sends an event, with what can be guessed to go with it. */
export function sendTo(actor: ShownActor, type: string): void {
  const { payload } = offeredEvents(actor).find((event) => event.type === type) ?? {};
  sendEvent(actor, { ...payload, type });
}

/** An event that somebody outside may send while a state is active. */
export interface SentEvent {
  readonly type: string;
  /** The path of the state that takes it: this one, or one around it. */
  readonly path: string;
}

/** What can be sent in a state: what it takes itself, then what those around it take. */
export function sentIn({ chart }: ShownActor, path: string): readonly SentEvent[] {
  const states = chart && contentsOf(chart.machine).states;
  const names = path.split('.');
  const around = path === '' ? [] : names.map((_, up) => names.slice(0, names.length - 1 - up));
  const sent = new Map<string, SentEvent>();
  for (const one of [path, ...around.map((outer) => outer.join('.'))])
    for (const { event } of states?.get(one)?.transitions ?? [])
      if (isSent(event) && !sent.has(event)) sent.set(event, { type: event, path: one });
  return [...sent.values()];
}
