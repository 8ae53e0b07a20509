import type { EntitlementView, SecondScreenView } from '../../../src/index.js';

/** What a view shows, part by part: each is told when it changes. */
export type Parts = ReadonlyMap<string, { readonly phase: string; readonly label: string }>;

const part = (phase: string, label = phase) => ({ phase, label });

function mainPart(view: EntitlementView) {
  const { phase } = view;
  if (phase === 'authenticating') {
    const { authentication } = view;
    const { fallback } = authentication as { fallback?: { readonly reason: string } };
    const inner = authentication.phase;
    const why = fallback ? ` (${fallback.reason})` : '';
    return part(inner, `${phase}, ${inner}${why}`);
  }
  if (phase === 'loggingOut') return part(view.logout.phase, `${phase}, ${view.logout.phase}`);
  if ('access' in view && view.access && phase === 'authenticated') {
    const { reason, mvpd } = view.access;
    return part(phase, `${phase} with ${mvpd.id} (${reason})`);
  }
  if ('error' in view && view.error) return part(phase, `${phase} (${view.error.code})`);
  return part(phase);
}

/** What the app on the television shows. */
export function partsOfTelevision(view: EntitlementView): Parts {
  const parts = new Map([['main', mainPart(view)]]);
  for (const { resource, phase } of view.plays)
    parts.set(`play ${resource}`, part(phase, `${resource} ${phase}`));
  const marks = Object.values(view.marks);
  if (marks.length > 0) {
    const all = marks.map(
      ({ resource, permitted }) => `${resource} ${permitted ? 'open' : 'locked'}`,
    );
    parts.set('marks', part('marks', `marks: ${all.join(', ')}`));
  }
  if (view.temporary) {
    const { mvpd, over } = view.temporary;
    parts.set('temporary', part('temporary', `${mvpd} ${over ? 'is over' : 'begins'}`));
  }
  return parts;
}

/** What the page on the phone shows. */
export function partsOfPhone(view: SecondScreenView): Parts {
  const { phase } = view;
  const problem = 'problem' in view && view.problem ? ` (${view.problem.code})` : '';
  return new Map([['main', part(phase, phase + problem)]]);
}
