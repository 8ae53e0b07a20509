import { type RefObject, useLayoutEffect } from 'react';
import { activePaths, type ShownActor } from '../session/actor.js';
import { page, shownFrame } from '../session/state.js';
import { contentsOf, isSent } from './contents.js';
import { opens } from '../session/children.js';
import { whyNot } from './sending.js';

const idsOf = (element: Element) => element.getAttribute('data-transition')?.split(' ') ?? [];

const pathOf = (element: Element) =>
  element.closest('[data-state]')?.getAttribute('data-state') ?? '';

/** What a state invokes, as it is drawn. */
const invokedBy = (element: Element) => element.textContent.replace('⟳ ', '');

/** The child machine at which somebody points. */
export function childAt(element: Element, actor: ShownActor) {
  if (!element.matches('.invoked') || !actor.chart) return undefined;
  const { invoked = [] } = contentsOf(actor.chart.machine).states.get(pathOf(element)) ?? {};
  const { actors } = shownFrame(page.get());
  return invoked.find(({ id, src }) => src === invokedBy(element) && opens(actor, id, src, actors));
}

/** The event at which somebody points, and whose it is. */
export function eventAt(element: Element, { chart }: ShownActor) {
  const [id = ''] = idsOf(element);
  const found = chart && contentsOf(chart.machine).transitions.get(id);
  if (!found || element.tagName !== 'text' || !isSent(found.transition.event)) return undefined;
  return { path: found.state.path, type: found.transition.event };
}

/**
 * Marks in a drawing where its machine stands, how it got there, and what can be done with the pointer.
 *
 * @param drawing Is another one where something else is drawn
 * @param isLive Events can be sent
 */
export function useMarks(
  frame: RefObject<HTMLElement | null>,
  drawing: object,
  actor: ShownActor,
  isLive: boolean,
): void {
  useLayoutEffect(() => {
    const active = new Set(activePaths(actor.value));
    const find = (selector: string) => frame.current?.querySelectorAll(selector) ?? [];
    for (const element of find('[data-state]'))
      element.classList.toggle('active', active.has(pathOf(element)));
    for (const element of find('[data-transition]'))
      element.classList.toggle(
        'taken',
        idsOf(element).some((id) => actor.taken.includes(id)),
      );
    for (const element of find('.invoked'))
      element.classList.toggle('opens', childAt(element, actor) !== undefined);
    const why = new Map<string, string>();
    for (const element of find('text[data-transition]')) {
      const event = eventAt(element, actor);
      const key = `${event?.path} ${event?.type}`;
      if (event && isLive && !why.has(key)) why.set(key, whyNot(actor, event.path, event.type));
      element.classList.toggle('can', why.get(key) === '');
    }
  }, [frame, drawing, actor, isLive]);
}
