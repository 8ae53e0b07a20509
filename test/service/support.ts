import { vi } from 'vitest';
import { createHost, memoryItems, memoryStore } from '../../src/durable/index.js';
import {
  createProgrammerService,
  type ProgrammerService,
  type ProgrammerServiceOptions,
} from '../../src/service/index.js';
import {
  createSimulator,
  type Simulator,
  type SimulatorOptions,
} from '../../src/simulator/index.js';

export const info = {
  model: 'AppleTV',
  version: '5,3',
  osName: 'tvOS',
  osVersion: '11.0',
  connectionType: 'LAN',
};

export const input = {
  screen: 'primary',
  mvpd: 'Cablevision',
  domainName: 'adobe.com',
  redirectUrl: 'https://adobe.com',
} as const;

/** The header by which the verifier of the tests knows a device. */
const DEVICE = 'X-Test-Device';

/** How a flow stands, as the service tells it. */
export interface Told {
  readonly id: string;
  readonly seq: number;
  readonly view: { readonly phase: string; readonly [member: string]: unknown };
}

/** A device that asks the service. */
export interface TestDevice {
  /** Asks for a path, with JSON as the body where there is one. */
  ask(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
  /** Begins a flow. */
  start(
    machine?: string,
    input?: object,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Told>;
  send(id: string, event: object, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** Waits until the view is as wanted, by long polls. */
  until(id: string, isWanted: (view: Told['view']) => boolean): Promise<Told>;
}

export const bodyOf = async <T = Told>(response: Response): Promise<T> =>
  (await response.json()) as T;

interface World {
  readonly service: ProgrammerService;
  readonly simulator: Simulator;
  readonly device: (id?: string) => TestDevice;
  /** What went wrong on the side of the service. */
  readonly errors: unknown[];
}

/** A device behind a way to ask. */
export function deviceOf(
  send: (path: string, init: RequestInit) => Promise<Response>,
  id: string,
): TestDevice {
  const ask: TestDevice['ask'] = async (method, path, body, headers = {}) =>
    send(path, {
      method,
      headers: {
        [DEVICE]: id,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  return {
    ask,
    async start(machine = 'authentication', given = input, headers = {}) {
      const body = { machine, input: given, device: { id, info } };
      const response = await ask('POST', '/v1/flows', body, headers);
      if (response.status !== 201) throw new Error(await response.text());
      return bodyOf(response);
    },
    send: (flow, event, headers) => ask('POST', `/v1/flows/${flow}/events`, event, headers),
    async until(flow, isWanted) {
      let known = '"0"';
      for (;;) {
        const headers = { 'If-None-Match': known };
        const response = await ask('GET', `/v1/flows/${flow}?wait=20`, undefined, headers);
        known = response.headers.get('ETag') ?? known;
        if (response.status === 304) continue;
        if (response.status !== 200) throw new Error(await response.text());
        const told = await bodyOf(response);
        if (isWanted(told.view)) return told;
      }
    },
  };
}

/** A service in memory, before a simulator. */
export async function world(
  options: Partial<ProgrammerServiceOptions> = {},
  simulated: SimulatorOptions = {},
): Promise<World> {
  const simulator = createSimulator(simulated);
  const errors: unknown[] = [];
  const service = await createProgrammerService({
    host: (flows) => createHost({ store: memoryStore(), ...flows }),
    items: memoryItems(),
    client: {
      environment: 'release-staging',
      serviceProvider: 'REF30',
      softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c3RhdGVtZW50',
      fetch: simulator.fetch,
    },
    verify: (request) => request.headers.get(DEVICE),
    rate: { perSecond: 1000, burst: 1000 },
    onError: (error) => errors.push(error),
    ...options,
  });
  return {
    service,
    simulator,
    device: (id = 'television-1') =>
      deviceOf(async (path, init) => service.app.request(`https://tv.example${path}`, init), id),
    errors,
  };
}

/** Lets time go by until a promise has settled. */
export async function settled<T>(promise: Promise<T>): Promise<T> {
  let isOver = false;
  void promise.then(
    () => (isOver = true),
    () => (isOver = true),
  );
  while (!isOver) await vi.advanceTimersByTimeAsync(100);
  return promise;
}
