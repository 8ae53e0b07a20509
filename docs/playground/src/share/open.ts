import { type Scenario, scenarios } from '../../../scenarios/index.js';
import { openSession, type Session } from '../session/session.js';
import { page, shownFrame } from '../session/state.js';
import { tellStory, tellUntil, tellUpTo } from '../session/story.js';
import { applySpeed, setSpeed } from '../time/control.js';
import { linkTo, readLink } from './link.js';
import { keptMoment } from './moment.js';

const [first] = scenarios;

/** Starts a scenario, and says so in the address. */
function openScenario(scenario: Scenario): Session {
  const session = openSession(scenario);
  page.set({ notice: '' });
  applySpeed();
  if (isEmbedded()) return session;
  const link = linkTo(location.href, { scenario: scenario.id });
  if (readLink(location.hash).scenario !== scenario.id) history.replaceState(null, '', link);
  return session;
}

export function chooseScenario(id: string): void {
  const scenario = scenarios.find((one) => one.id === id);
  if (scenario) openScenario(scenario);
}

/** Starts the scenario again, from its beginning. */
export function startAgain(): void {
  const { scenario } = page.get();
  if (scenario) openScenario(scenario);
}

/** Tells the story, from its beginning. */
export function play(): void {
  const { scenario, past } = page.get();
  if (!scenario) return;
  if (past !== null) page.set({ past: null });
  const session = openScenario(scenario);
  if (page.get().speed === 0) setSpeed(1);
  void tellStory(session);
}

/** A step of a story is shown in another page, without the parts around it: `?embed=code-expires&step=40`. */
export const isEmbedded = (): boolean => new URLSearchParams(location.search).has('embed');

const wantedQuery = (): string => (isEmbedded() ? location.search : location.hash);

/** Opens what the address asks for, or the first scenario. */
export async function openLink(): Promise<void> {
  const { scenario: id, at: linked, step } = readLink(wantedQuery());
  const at = keptMoment(id ?? '') ?? linked;
  const scenario = scenarios.find((one) => one.id === id) ?? first;
  if (!scenario) return;
  // A story that is told at once has no time of its own.
  if (at !== undefined || step !== undefined) page.set({ speed: 0 });
  const session = openScenario(scenario);
  if (id !== undefined && scenario.id !== id) {
    page.set({ notice: `There is no scenario “${id}”. This is another one: ${scenario.title}.` });
    return;
  }
  if (at !== undefined) await tellUntil(session, at * 1000);
  else if (step !== undefined) await tellUpTo(session, step);
}

/** A link to the moment that is shown, of the whole page. What was done by hand is not in it. */
export function linkToMoment(): string {
  const state = page.get();
  const { scenario, telling } = state;
  const { row } = shownFrame(state);
  const wasTold = telling !== 'none' && row > 0;
  return linkTo(location.href.replace(/[?#].*$/, ''), {
    scenario: scenario?.id ?? '',
    ...(wasTold && { step: row }),
  });
}

/** Puts a link to what is shown into the clipboard. */
export async function copyLink(): Promise<void> {
  const link = linkToMoment();
  try {
    await navigator.clipboard.writeText(link);
    page.set({ notice: 'The link is in the clipboard.' });
  } catch {
    history.replaceState(null, '', link);
    page.set({ notice: 'The link is in the address bar.' });
  }
}
