import { type Scenario, scenarios } from '../../../scenarios/index.js';
import { openSession, type Session } from '../session/session.js';
import { page } from '../session/state.js';
import { tellStory, tellUntil } from '../session/story.js';
import { applySpeed, setSpeed } from '../time/control.js';
import { linkTo, readLink } from './link.js';
import { keptMoment } from './moment.js';

const [first] = scenarios;

/** Starts a scenario, and says so in the address. */
function openScenario(scenario: Scenario): Session {
  const session = openSession(scenario);
  page.set({ notice: '' });
  applySpeed();
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

/** Opens what the address asks for, or the first scenario. */
export async function openLink(): Promise<void> {
  const { scenario: id, at: linked } = readLink(location.hash);
  const at = keptMoment(id ?? '') ?? linked;
  const scenario = scenarios.find((one) => one.id === id) ?? first;
  if (!scenario) return;
  // A story that is told at once has no time of its own.
  if (at !== undefined) page.set({ speed: 0 });
  const session = openScenario(scenario);
  if (id !== undefined && scenario.id !== id) {
    page.set({ notice: `There is no scenario “${id}”. This is another one: ${scenario.title}.` });
    return;
  }
  if (at === undefined) return;
  await tellUntil(session, at * 1000);
}

/** Puts a link to what is shown into the clipboard. */
export async function copyLink(): Promise<void> {
  const { scenario, telling, now, start } = page.get();
  if (!scenario) return;
  const at = Math.floor((now - start) / 1000);
  const wasTold = telling !== 'none' && at > 0;
  const link = linkTo(location.href, { scenario: scenario.id, ...(wasTold && { at }) });
  try {
    await navigator.clipboard.writeText(link);
    page.set({ notice: 'The link is in the clipboard.' });
  } catch {
    history.replaceState(null, '', link);
    page.set({ notice: 'The link is in the address bar.' });
  }
}
