import type { Scenario } from './scenario.js';
import { signInScenarios } from './sign-in.js';

/** All scenarios, in the order in which they are best met. */
export const scenarios: readonly Scenario[] = [...signInScenarios];

export { type PacedClock, scenarioClock, type Ticker } from './clock.js';
export { START } from './devices.js';
export type { Platform } from './platform.js';
export type { Scenario, ScenarioClock, Speaker, Stage } from './scenario.js';
export { openStage, type StageOptions } from './stage.js';
export type { Helper, Watch } from './watch.js';
