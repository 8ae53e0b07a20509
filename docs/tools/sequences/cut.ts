import type { Step } from '../../scenarios/index.js';
import type { Flow, Stretch } from './flows.js';

/** What a machine shows while it waits for an answer, which the arrows show too. */
const busy =
  /^(restoring|checking|fetchingConfiguration|creating|resuming|status|partner_profile|initiating|authorizing|verifying|validating|done|temporary)$/;

const isToken = (step: Step) => 'endpoint' in step && /^E[12]$/.test(step.endpoint ?? '');

/**
 * The steps of a stretch, without what says nothing of the flow.
 *
 * @throws Error where the scenario has no such stretch
 */
export function cut(
  steps: readonly Step[],
  { scenario, from, to }: Stretch,
  { withTokens }: Flow,
): readonly Step[] {
  const starts = (words: string, first: number) => {
    const found = steps.findIndex(
      ({ label, kind }, index) => index >= first && kind !== 'person' && label.startsWith(words),
    );
    return found < 0
      ? steps.findIndex(({ label }, index) => index >= first && label.startsWith(words))
      : found;
  };
  const first = starts(from, 0);
  const last = starts(to, first);
  if (first < 0 || last < 0) throw new Error(`${scenario} does not go from ${from} to ${to}`);
  return steps
    .slice(first, last + 1)
    .filter((step) => withTokens || !isToken(step))
    .filter((step) => step.kind !== 'state' || !busy.test(step.phase));
}
