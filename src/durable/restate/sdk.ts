import { createRequire } from 'node:module';
import type * as restate from '@restatedev/restate-sdk/node';
import { flowError } from '../flow-error.js';

const PACKAGE = '@restatedev/restate-sdk';
/** The last that runs without `Promise.withResolvers`, which Node 20 lacks. */
const LAST_FOR_NODE_20 = '1.14.5';

export type Sdk = typeof restate;

/**
 * A service that was away is back within two seconds, and nobody gives up: without `maxAttempts`, the engine
 * pauses an invocation after seventy attempts, until somebody resumes it by hand.
 */
export const retryPolicy = {
  initialInterval: 50,
  exponentiationFactor: 2,
  maxInterval: 1_000,
  maxAttempts: 1_000_000_000,
};

function versionOfSdk(): string {
  try {
    const { version } = createRequire(import.meta.url)(`${PACKAGE}/package.json`) as {
      version: string;
    };
    return version;
  } catch (error) {
    throw flowError(
      'package_missing',
      `Flows on Restate need a package: npm install ${PACKAGE}`,
      error,
    );
  }
}

/** The SDK, which an app does not have installed. */
export async function loadSdk(): Promise<Sdk> {
  const version = versionOfSdk();
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if ((major > 1 || minor > 14) && !('withResolvers' in Promise))
    // It would take invocations, and answer none of them.
    throw flowError(
      'package_unusable',
      `${PACKAGE} ${version} needs Node 22: npm install ${PACKAGE}@${LAST_FOR_NODE_20}`,
    );
  return import('@restatedev/restate-sdk/node');
}
