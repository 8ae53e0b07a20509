import type { Lane, Row } from '../session/row.js';
import type { Mode } from '../session/state.js';

const always: readonly Lane[] = ['viewer', 'phone', 'television', 'adobe', 'provider'];
const sometimes: readonly Lane[] = ['backend', 'partner'];

/** What fits beside what is sent. */
const MOST = 8;

const partiesOf = (rows: readonly Row[]): readonly Lane[] => [
  ...always,
  ...sometimes.filter((party) => rows.some(({ from, to }) => from === party || to === party)),
];

/** In the order in which they come, between what is outside of them. */
function actorsOf(rows: readonly Row[]): readonly Lane[] {
  const seen = new Set(rows.flatMap(({ from, to }) => [from, to]));
  const outside = (lane: Lane) => (seen.delete(lane) ? [lane] : []);
  const [app, adobe] = [outside('app'), outside('adobe')];
  const actors = [...seen];
  const shown = actors.length > MOST ? [...actors.slice(0, MOST - 1), 'others'] : actors;
  return [...app, ...shown, ...adobe];
}

/** Who takes part, from left to right. */
export const lanesOf = (rows: readonly Row[], mode: Mode): readonly Lane[] =>
  mode === 'scenario' ? partiesOf(rows) : actorsOf(rows);

/** Which of the lanes one is, counted from 1. */
export function placeOfLane(lane: Lane, lanes: readonly Lane[]): number {
  const index = lanes.indexOf(lane);
  return (index < 0 ? lanes.indexOf('others') : index) + 1;
}
