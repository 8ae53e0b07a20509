import { inject } from 'vitest';
import { restateHost } from '../../../src/durable/restate/index.js';
import { type Engine, startEngine } from './engine.js';
import { type Service, type ServiceSettings, startService } from './service.js';
import { startWorld, type World } from './world.js';

/** An engine, a service, a server for its requests, and a host that looks at flows often. */
export interface Stage {
  readonly engine: Engine;
  readonly service: Service;
  readonly world: World;
  readonly host: ReturnType<typeof restateHost>;
  readonly hostWith: (
    options?: Partial<Parameters<typeof restateHost>[0]>,
  ) => ReturnType<typeof restateHost>;
  close(): Promise<void>;
}

export async function startStage(settings: Partial<ServiceSettings> = {}): Promise<Stage> {
  const world = await startWorld();
  const engine = await startEngine(inject('binary'));
  const { ingress, admin } = engine;
  const service = await startService({ ingress, origin: world.origin, ...settings }, admin);
  const hosts: Array<ReturnType<typeof restateHost>> = [];
  const hostWith: Stage['hostWith'] = (options) => {
    const host = restateHost({
      ingress,
      admin,
      pollInterval: 50,
      patience: 60_000,
      onError: () => {},
      ...options,
    });
    hosts.push(host);
    return host;
  };
  return {
    engine,
    service,
    world,
    host: hostWith(),
    hostWith,
    async close() {
      await Promise.all(hosts.map((host) => host.close()));
      await service.kill();
      await engine.remove();
      await world.close();
    },
  };
}

let flows = 0;

/** A key that no other flow has. */
export const newKey = (): string => `flow-${(flows += 1)}`;
