import type { EntitlementEvent, EntitlementView } from 'tve-auth-flow';

/** A button sends an event, or opens a page of the TV provider. */
export type Button = readonly [label: string, does: EntitlementEvent | { readonly open: string }];

/** What is to be seen. */
export interface Screen {
  readonly text: string;
  /** For a page on another device, which sign-ins go on at. */
  readonly code?: string;
  readonly buttons: readonly Button[];
}

/** The view in one phase. */
export type In<P extends EntitlementView['phase']> = Extract<EntitlementView, { phase: P }>;

export const retry: Button = ['Try again', { type: 'retry' }];
export const back: Button = ['Back', { type: 'cancel' }];
export const busy: Screen = { text: 'One moment …', buttons: [] };
