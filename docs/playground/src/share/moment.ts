import { session } from '../session/session.js';
import { page } from '../session/state.js';

const KEY = 'tve-auth-flow.moment';

/** Keeps how far the story has been told, for a reload of the page. */
export function keepMoment(): void {
  const { mode, scenario, telling, start } = page.get();
  const now = session()?.clock.now();
  try {
    sessionStorage.removeItem(KEY);
    if (mode !== 'scenario' || telling === 'none' || !scenario || now === undefined) return;
    const at = (now - start) / 1000;
    sessionStorage.setItem(KEY, new URLSearchParams({ [scenario.id]: String(at) }).toString());
  } catch {
    // Without storage, the story begins again.
  }
}

/** How many seconds of a scenario were told before the page was loaded again. Answers once. */
export function keptMoment(scenario: string): number | undefined {
  try {
    const kept = new URLSearchParams(sessionStorage.getItem(KEY) ?? '').get(scenario);
    sessionStorage.removeItem(KEY);
    const [entry] = performance.getEntriesByType('navigation');
    const type = (entry as PerformanceNavigationTiming | undefined)?.type;
    return kept === null || type === 'navigate' ? undefined : Number(kept);
  } catch {
    return undefined;
  }
}
