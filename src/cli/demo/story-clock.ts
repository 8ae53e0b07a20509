/** The clock of the story, in which a month goes by at once. */
export interface StoryClock {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Lets this many milliseconds go by. */
  readonly pass: (milliseconds: number) => void;
  /** A time of the story on the clock of whoever watches it. */
  readonly outside: (at: number) => number;
}

export function storyClock(): StoryClock {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    pass(milliseconds) {
      ahead += milliseconds;
    },
    outside: (at) => at - ahead,
  };
}
