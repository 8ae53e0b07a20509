/** Adds up what a clock shows between `run` and `pause`. */
export function stopwatch(read: () => number) {
  let total = 0;
  let since = 0;
  return {
    run: () => void (since = read()),
    pause: () => void (total += read() - since),
    total: () => total,
  };
}

export type Stopwatch = ReturnType<typeof stopwatch>;

export const wallClock = (): number => performance.now();

/** Milliseconds of CPU that this process has used. */
export const cpuClock = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Measures ways to do the same in turns, each round in another order. */
export async function takeTurns<TWay extends string>(
  ways: readonly TWay[],
  measure: (way: TWay) => Promise<number>,
  count: number,
): Promise<ReadonlyArray<Readonly<Record<TWay, number>>>> {
  const samples: Array<Record<TWay, number>> = [];
  for (let round = 0; round < count; round++) {
    const sample = {} as Record<TWay, number>;
    const turn = round % ways.length;
    const order = [...ways.slice(turn), ...ways.slice(0, turn)];
    if (round % 2 === 1) order.reverse();
    for (const way of order) sample[way] = await measure(way);
    samples.push(sample);
  }
  return samples;
}
