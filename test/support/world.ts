import { afterEach, beforeEach, vi } from 'vitest';
import {
  createPassClient,
  type PassClient,
  type PassClientOptions,
} from '../../src/client/index.js';
import {
  createSimulator,
  type Simulator,
  type SimulatorOptions,
} from '../../src/simulator/index.js';

/** Where the simulated clock starts, in epoch milliseconds. */
export const START = Date.UTC(2026, 0, 5, 20, 15);

export const parameters = {
  mvpd: 'Cablevision',
  domainName: 'adobe.com',
  redirectUrl: 'https://adobe.com',
} as const;

const deviceInfo = {
  model: 'AppleTV',
  version: '5,3',
  osName: 'tvOS',
  osVersion: '11.0',
  connectionType: 'LAN',
} as const;

export const clientOptions = {
  environment: 'release-staging',
  serviceProvider: 'REF30',
  softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c3RhdGVtZW50',
  device: { id: 'ba23d141-d715-561c-94f4-e9e4c966b1eb', info: deviceInfo },
} as const satisfies PassClientOptions;

export interface World {
  readonly simulator: Simulator;
  readonly client: PassClient;
  /** Another client of the same server. */
  readonly clientWith: (options?: Partial<PassClientOptions>) => PassClient;
  /** Lets this many milliseconds go by. */
  readonly pass: (milliseconds: number) => Promise<void>;
  /** What the server saw: `E4`, `E10`, … */
  readonly seen: () => string[];
  /** When it saw this, in milliseconds since the start. */
  readonly times: (endpoint: string) => number[];
}

/** A server, and a client of it. Time is simulated: call {@link simulateTime} in the test file. */
export function world(
  options: SimulatorOptions = {},
  overrides: Partial<PassClientOptions> = {},
): World {
  const simulator = createSimulator(options);
  const clientWith = (more: Partial<PassClientOptions> = {}) =>
    createPassClient({ ...clientOptions, fetch: simulator.fetch, ...overrides, ...more });
  return {
    simulator,
    client: clientWith(),
    clientWith,
    pass: async (milliseconds) => {
      await vi.advanceTimersByTimeAsync(milliseconds);
    },
    seen: () => simulator.requests.map(({ endpoint }) => endpoint),
    times: (endpoint) =>
      simulator.requests.filter((entry) => entry.endpoint === endpoint).map(({ at }) => at - START),
  };
}

/** Replaces the clock and the timers in every test of a file. */
export function simulateTime(): void {
  beforeEach(() => {
    vi.useFakeTimers({ now: START });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
}
