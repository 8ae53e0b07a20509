import type { Scenario } from './scenario.js';
import { degradedScenarios } from './stories/degraded.js';
import { entitlementScenarios } from './stories/entitlement.js';
import { answerFaultScenarios } from './stories/answer-faults.js';
import { credentialFaultScenarios } from './stories/credential-faults.js';
import { identityScenarios } from './stories/identities.js';
import { partnerScenarios } from './stories/partner.js';
import { signInScenarios } from './stories/sign-in.js';
import { signOutScenarios } from './stories/sign-out.js';
import { temporaryScenarios } from './stories/temporary.js';

/** All scenarios, in the order in which they are best met. */
export const scenarios: readonly Scenario[] = [
  ...signInScenarios,
  ...entitlementScenarios,
  ...degradedScenarios,
  ...temporaryScenarios,
  ...identityScenarios,
  ...partnerScenarios,
  ...signOutScenarios,
  ...credentialFaultScenarios,
  ...answerFaultScenarios,
];

export { type PacedClock, scenarioClock, type Ticker } from './clock.js';
export { type Journey, journeyOf } from './journey/journey.js';
export type { Party, Step } from './journey/step.js';
export { START } from './devices.js';
export type { Scenario, ScenarioClock, Stage } from './scenario.js';
export { openStage } from './stage.js';
export type { Watch } from './watch.js';
