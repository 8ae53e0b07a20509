export { conformanceCases } from './cases/index.js';
export type { ConformanceApp } from './conformance-app.js';
export type {
  ConformanceCase,
  ConformanceContext,
  ConformanceFeature,
  ConformanceLevel,
  VerifiedToken,
} from './case.js';
export { type ConformanceClock, realClock } from './clock/clock.js';
export { type VirtualClock, virtualClock } from './clock/virtual-clock.js';
export { describeConformance, type TestFunctions } from './describe.js';
export type {
  AppState,
  ConformanceDriver,
  ConformanceIdentities,
  ConformanceStorage,
  ConformanceWorld,
  Integration,
  OptionalMember,
  PlayResult,
  ShownMvpd,
} from './driver.js';
export { ConformanceFailure } from './failure.js';
export type { ConformanceOptions } from './options.js';
export { type ConformanceReport, type ConformanceResult, formatConformance } from './report.js';
export { runConformance } from './run.js';
export { type ConformanceRule, conformanceRules } from './rules/index.js';
