import { expect, it } from 'vitest';
import { explorations } from '../../machines/explore/all.js';
import { explore } from '../../machines/explore/explore.js';
import { expectEveryState } from '../../machines/explore/good.js';
import { shown } from '../support/active.js';
import { expectNoWarnings } from '../support/warnings.js';

expectNoWarnings();

it.each(explorations.map((exploration) => ({ id: exploration.machine.id, exploration })))(
  'XState 4 stands where XState 5 does, in every state of $id',
  ({ exploration }) => {
    // One of each is enough: an inspector is told of no context.
    const vertices = explore({ ...exploration, essence: () => ({}), remembers: false });
    const [first, ...others] = [...vertices].map(({ state }) => state);
    expectEveryState([first!, ...others], exploration);
    const inspector = shown(exploration.machine, first!);
    for (const state of others) inspector.expectSame(state);
    // Its transitions are made when they are first looked at.
    expect(inspector.machine.definition.id).toBe(exploration.machine.id);
  },
);
