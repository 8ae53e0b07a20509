import type { ConformanceCase } from '../case.js';
import { pollingCases } from './polling.js';
import { registrationCases } from './registration.js';

/** The cases of the suite, by area. */
export const conformanceCases: readonly ConformanceCase[] = [...registrationCases, ...pollingCases];
