import { select } from '../actors/selected.js';
import type { ShownActor } from '../session/actor.js';
import { idOfChild } from '../session/children.js';
import { page } from '../session/state.js';
import { childAt, eventAt } from './use-marks.js';
import { sendTo, whyNot } from './sending.js';

/** Shows the chart of a machine that a state of another one invokes, in place of that one's. */
export const openChild = (
  parent: ShownActor,
  { id, src }: { readonly id: string; readonly src: string },
): void => select(idOfChild(parent, id, src));

/** Tells more of a state. */
export const openState = ({ sessionId }: ShownActor, path: string): void =>
  page.set({ opened: { actor: sessionId, path } });

/** Does what somebody means who points at a part of a chart: opens a child, sends an event, or tells more. */
export function pick(element: Element, actor: ShownActor): void {
  const child = childAt(element, actor);
  const event = eventAt(element.closest('text') ?? element, actor);
  const state = element.closest('[data-state]');
  if (child) openChild(actor, child);
  else if (event && whyNot(actor, event.path, event.type) === '') sendTo(actor, event.type);
  else if (event) openState(actor, event.path);
  else if (state) openState(actor, state.getAttribute('data-state') ?? '');
}
