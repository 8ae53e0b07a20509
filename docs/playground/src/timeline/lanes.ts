import type { Party, Row } from '../session/row.js';

const always: readonly Party[] = ['viewer', 'phone', 'television', 'adobe', 'provider'];
const sometimes: readonly Party[] = ['backend', 'partner'];

/** Who takes part, from left to right. */
export const lanesOf = (rows: readonly Row[]): readonly Party[] => [
  ...always,
  ...sometimes.filter((party) => rows.some(({ from, to }) => from === party || to === party)),
];
