import { type Journey, journeyOf, scenarios, type Step } from '../scenarios/index.js';
import { cut } from './sequences/cut.js';
import { diagram, draw, partiesOf } from './sequences/draw.js';
import { type Flow, flows } from './sequences/flows.js';

const indented = (lines: readonly string[]) => lines.map((line) => `  ${line}`);

/** One way after the other, or the ways beside each other. */
function body({ stretches }: Flow, steps: ReadonlyArray<readonly Step[]>): readonly string[] {
  const [only] = steps;
  if (steps.length === 1 && only) return draw(only);
  const ways = steps.flatMap((way, index) => [
    `${index === 0 ? 'alt' : 'else'} ${stretches[index]?.title ?? ''}`,
    ...indented(draw(way)),
  ]);
  return [...ways, 'end'];
}

/**
 * The sequence diagrams of the flows, each made from scenarios as they went: by the name of their
 * section, `flow.primary`.
 *
 * @throws Error where a story does not go as it should
 */
export async function sequences(): Promise<Map<string, string>> {
  const journeys = new Map<string, Journey>();
  for (const id of new Set(flows.flatMap((flow) => flow.stretches.map((one) => one.scenario)))) {
    const scenario = scenarios.find((one) => one.id === id);
    if (!scenario) throw new Error(`There is no scenario ${id}`);
    journeys.set(id, await journeyOf(scenario));
  }
  const made = new Map<string, string>();
  for (const flow of flows) {
    const steps = flow.stretches.map((stretch) =>
      cut(journeys.get(stretch.scenario)?.steps ?? [], stretch, flow),
    );
    made.set(`flow.${flow.id}`, diagram(partiesOf(steps.flat()), body(flow, steps)));
  }
  return made;
}
