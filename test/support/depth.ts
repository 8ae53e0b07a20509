const { WALKS = '20' } = process.env;

/** How many random walks a test takes. */
export const walkCount = Number(WALKS);

/** From this many walks on, a test goes through all that it can. */
const ALL = 100;

/**
 * All of a list where many walks are asked for; else one in so many, and others for another `turn`: tests
 * that go through the same list take turns, and have all of it among them.
 */
export const inTurn = <T>(list: readonly T[], turn: number, among: number): readonly T[] =>
  walkCount >= ALL ? list : list.filter((_, index) => index % among === turn % among);
