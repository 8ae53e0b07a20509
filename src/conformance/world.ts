import type { Simulator } from '../simulator/index.js';
import type { ConformanceCase, VerifiedToken } from './case.js';
import type { ConformanceClock } from './clock/clock.js';
import { turn } from './clock/turn.js';
import type { ConformanceWorld } from './driver.js';

/** No case needs as many: an app that sends more gets no answer any more. */
const MOST_REQUESTS = 600;

const fixed = {
  serviceProvider: 'REF30',
  softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.eyJzb2Z0d2FyZSI6ImNvbmZvcm1hbmNlIn0.c2lnbmF0dXJl',
  device: {
    id: '3f7a90c2-5f0e-4f0b-9d57-1c6a0f1d2b3e',
    info: {
      primaryHardwareType: 'TV',
      model: 'Living room',
      version: '2.1',
      osName: 'webOS',
      osVersion: '6.0',
      connectionType: 'LAN',
    },
  },
  domainName: 'adobe.com',
  // With what has to be encoded, once.
  redirectUrl: 'https://app.example/back?from=tv%20set&lang=en',
} as const;

/** A world, and what the suite sees of it. */
export interface SeenWorld {
  readonly world: ConformanceWorld;
  readonly verified: readonly VerifiedToken[];
  readonly stored: ReadonlyMap<string, string>;
  /** Whether there were more requests than any case needs. */
  readonly isOverrun: () => boolean;
  /** Nothing is answered any more. */
  close(): void;
}

/** What a case's app lives in. */
export function createWorld(
  { identities }: ConformanceCase,
  simulator: Simulator,
  clock: ConformanceClock,
  { origin, screen }: Pick<ConformanceWorld, 'origin' | 'screen'>,
): SeenWorld {
  const stored = new Map<string, string>();
  const verified: VerifiedToken[] = [];
  let requests = 0;
  let isOpen = true;
  const world: ConformanceWorld = {
    ...fixed,
    ...identities?.(clock.now()),
    origin,
    screen,
    async fetch(input, init) {
      // An app that never waits would not let anybody else have a turn.
      await turn();
      if (!isOpen || ++requests > MOST_REQUESTS) return new Promise(() => {});
      return simulator.fetch(input, init);
    },
    storage: {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
      removeItem: (key) => void stored.delete(key),
    },
    async verifyMediaToken(serializedToken, resource) {
      const verdict = simulator.verifyMediaToken(serializedToken, resource);
      verified.push({ serializedToken, resource, verdict });
      return verdict === 'VALID_TOKEN';
    },
  };
  return {
    world,
    verified,
    stored,
    isOverrun: () => requests > MOST_REQUESTS,
    close() {
      isOpen = false;
    },
  };
}
