import { createMachine, type setup as xstateSetup } from 'xstate';

/**
 * XState's `setup`, as far as the machines here need it: XState's own brings every action creator into
 * each app, 0.8 kB after gzip.
 */
export const setup = (({ actors = {}, actions = {}, guards = {} }) => ({
  createStateConfig: (config: object) => config,
  createMachine: (config: object) =>
    createMachine(config as never, { actors, actions, guards } as never),
})) as typeof xstateSetup;
