import { describe, expect, it } from 'vitest';
import { type Box, layoutChart } from '../../../docs/chart/layout.js';
import { readChart, statesOf } from '../../../docs/chart/model.js';
import { loadElk } from '../../../docs/tools/chart-pages.js';
import { layouts } from './drawn.js';
import { oddMachines } from './machines.js';

const contains = (outer: Box, { x, y, width, height }: Box) =>
  outer.x <= x &&
  outer.y <= y &&
  outer.x + outer.width >= x + width &&
  outer.y + outer.height >= y + height;

const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe.each(layouts)('the layout of $name', ({ chart, laidOut }) => {
  const { states, arrows, initials } = laidOut;
  const byPath = new Map(states.map((state) => [state.path, state]));

  it('is plain data', () => {
    expect(JSON.parse(JSON.stringify(laidOut))).toEqual(laidOut);
  });

  it('has every state in the one around it', () => {
    expect(states.map(({ path }) => path).sort()).toEqual(
      statesOf(chart)
        .map(({ path }) => path)
        .sort(),
    );
    const outside = states.filter(
      ({ parent, ...box }) => parent !== null && !contains(byPath.get(parent)!, box),
    );
    expect(outside).toEqual([]);
  });

  it('has no two states one upon the other', () => {
    for (const a of states)
      for (const b of states)
        if (a !== b && a.parent === b.parent)
          expect(overlap(a, b), `${a.path}, ${b.path}`).toBe(false);
  });

  it('has its texts in their boxes, and above the states inside', () => {
    for (const { lines, path, width, height, y, kind } of states) {
      if (kind === 'history') continue;
      const inner = states.filter(({ parent }) => parent === path).map((child) => child.y - y);
      for (const line of lines) {
        expect(line.x + line.width).toBeLessThanOrEqual(width);
        expect(line.y).toBeLessThanOrEqual(Math.min(height, ...inner));
      }
    }
  });

  it('has its arrows from state to state, with labels that cover no other state', () => {
    for (const { from, to, points, label } of arrows) {
      const touches = (path: string, point = { x: Number.NaN, y: Number.NaN }) => {
        const { x, y, width, height } = byPath.get(path)!;
        return contains(
          { x: x - 1, y: y - 1, width: width + 2, height: height + 2 },
          { ...point, width: 0, height: 0 },
        );
      };
      expect(touches(from, points[0]), `from ${from}`).toBe(true);
      expect(touches(to, points[points.length - 1]), `to ${to}`).toBe(true);
      const covered = states.filter((state) => overlap(state, label) && !contains(state, label));
      expect(covered.map(({ path }) => path)).toEqual([]);
      expect(contains(laidOut.states[0]!, label)).toBe(true);
    }
  });

  it('marks what is entered first', () => {
    const marked = initials.map(({ state }) => state).sort();
    const expected = statesOf(chart).filter(
      ({ initial, kind }) => initial !== '' && kind !== 'history',
    );
    expect(marked).toEqual(expected.map(({ path }) => path).sort());
  });

  it('shows every transition, at an arrow or in a box', () => {
    const shown = new Set([
      ...arrows.flatMap(({ transitions }) => transitions),
      ...states.flatMap(({ lines }) => lines.flatMap(({ transitions }) => transitions)),
    ]);
    const expected = statesOf(chart).flatMap(({ transitions }) =>
      transitions.filter(({ isSilent }) => !isSilent).map(({ id }) => id),
    );
    expect([...shown].sort()).toEqual(expected.sort());
  });
});

// Those of the library are held by their pictures in docs/diagrams.
it.each(Object.entries(oddMachines))(
  'a layout is the same the next time, with another instance of ELK too: %s',
  async (wanted, machine) => {
    const first = layouts.find(({ name }) => name === wanted)!.laidOut;
    expect(await layoutChart(readChart(machine), await loadElk())).toEqual(first);
  },
);

it('a layout that fails says so', async () => {
  const broken = { layout: () => Promise.reject(new Error('no layout')) };
  await expect(layoutChart(layouts[0]!.chart, broken)).rejects.toThrow('no layout');
});
