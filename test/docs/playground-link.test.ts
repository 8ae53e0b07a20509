import { expect, it } from 'vitest';
import { openSession } from '../../docs/playground/src/session/session.js';
import { page, shownFrame } from '../../docs/playground/src/session/state.js';
import { tellUntil, tellUpTo } from '../../docs/playground/src/session/story.js';
import { linkTo, readLink } from '../../docs/playground/src/share/link.js';
import { type Scenario, scenarios } from '../../docs/scenarios/index.js';
import { inTurn } from '../support/depth.js';

/** A title without its code, which is random, and without the number that a request gets with its answer. */
const unnamed = (title: string) =>
  title.replace(/^E\d+ /, '').replace(/\b[A-Z0-9]{6,7}\b/g, 'CODE');

/** Tells a story, and gives what the sequence and the frame say then. */
async function told(scenario: Scenario, step?: number) {
  const session = openSession(scenario);
  try {
    await (step === undefined ? tellUntil(session, Infinity) : tellUpTo(session, step));
    session.history.lookAt(page.get().past);
    const { row } = shownFrame(page.get());
    const lines = page
      .get()
      .rows.map(({ kind, from, to, title }) => [kind, from, to, unnamed(title)]);
    return { row, lines: lines.slice(0, row), ended: page.get().telling };
  } finally {
    session.close();
  }
}

it.each(scenarios.map((scenario, turn) => [scenario.id, scenario, turn] as const))(
  'opens a link to a step at the very moment that it names: %s',
  async (_, scenario, turn) => {
    const whole = await told(scenario);
    expect(whole.ended).toBe('over');
    const steps = inTurn([0.3, 0.8], turn, 2).map((part) => Math.ceil(whole.row * part));
    for (const step of steps) {
      const { row, lines } = await told(scenario, step);
      expect(row).toBe(step);
      expect(lines).toEqual(whole.lines.slice(0, step));
    }
  },
);

it('reads the step of a link, and of a page that is embedded', () => {
  const link = linkTo('http://127.0.0.1/', { scenario: 'code-expires', step: 12 });
  expect(readLink(new URL(link).hash)).toEqual({ scenario: 'code-expires', step: 12 });
  expect(readLink('?embed=code-expires&step=12')).toEqual({ scenario: 'code-expires', step: 12 });
  expect(readLink('#scenario=a&step=-1')).toEqual({ scenario: 'a' });
  expect(readLink('#scenario=a&step=never')).toEqual({ scenario: 'a' });
});
