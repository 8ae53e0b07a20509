import type { EntitlementView } from '../../../../src/index.js';

/** The phase by which the examples pick what they render: that of the sign-in or sign-out, where there is one. */
export function phaseOf(view: EntitlementView): string {
  if ('authentication' in view) return view.authentication.phase;
  return 'logout' in view ? view.logout.phase : view.phase;
}
