import type { Journey } from '../journey.js';
import { expectNoLoop } from './quiet.js';
import { expectNoSecret } from './secrets.js';
import { expectFrugalTokens } from './tokens.js';

export { expectLogoutsAtTheWord } from './logouts.js';
export { expectPolitePolls } from './polls.js';
export { expectQuiet } from './quiet.js';
export { expectAWayOut } from './way-out.js';

/** What every flow keeps to. */
export function expectManners(
  journey: Pick<Journey, 'log' | 'simulator' | 'texts' | 'secrets'>,
  { isOperator = false } = {},
): void {
  expectFrugalTokens(journey, isOperator);
  expectNoLoop(journey);
  expectNoSecret(journey);
}
