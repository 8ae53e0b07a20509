/** What the bench asks of the process that has the simulator. */
export type Order =
  | { readonly do: 'sign-in'; readonly codes: readonly string[] }
  | { readonly do: 'forget' };

export type Answer =
  | { readonly ok: true; readonly origin?: string }
  | { readonly ok: false; readonly why: string };
