import { beforeAll, describe, expect, it } from 'vitest';
import { layoutCharts } from '../../docs/playground/charts.js';
import { farNames } from '../../docs/playground/src/chart/far-names.js';
import { machines } from '../../docs/tools/machines.js';

let charts: Awaited<ReturnType<typeof layoutCharts>>;
beforeAll(async () => {
  charts = await layoutCharts();
}, 300_000);

const frames = { phone: [340, 500], laptop: [530, 290], desktop: [900, 600], wall: [1800, 1200] };

describe.each(Object.values(machines).map(({ id }) => id))('the names of %s from far', (id) => {
  it.each(Object.entries(frames))('are apart on a %s', (_, [width = 0, height = 0]) => {
    const chart = charts[id]!;
    const scale = Math.min(width / (chart.width + 16), height / (chart.height + 16), 1.2);
    const inner = chart.states.at(-1)!.path;
    const names = farNames(chart, new Set([inner]), scale, 1);
    expect(names.map(({ path }) => path)).toContain(inner);
    // Of states that are side by side, some have room.
    expect(names.length).toBeGreaterThan(1);
    const together = names.flatMap((one, index) =>
      names
        .slice(index + 1)
        .filter(
          (other) =>
            one.x < other.x + other.width &&
            other.x < one.x + one.width &&
            one.y < other.y + other.height &&
            other.y < one.y + one.height,
        )
        .map((other) => `${one.path} over ${other.path}`),
    );
    expect(together).toEqual([]);
  });
});
