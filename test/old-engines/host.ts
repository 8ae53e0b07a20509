/** What the old engine gets from outside, as plain text: no object of the new one goes in. */
export interface Host {
  readonly now: () => number;
  readonly send: (
    request: { readonly url: string; readonly init: string },
    answer: (error: string | null, status: number, headers: string, text: string) => void,
  ) => void;
  /** Says how it ended. */
  readonly report: (text: string) => void;
}
