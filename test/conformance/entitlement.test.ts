import { describe, it } from 'vitest';
import { describeConformance } from '../../src/conformance/index.js';
import { entitlementIntegration } from './entitlement.driver.js';

describeConformance({ describe, it }, entitlementIntegration);
