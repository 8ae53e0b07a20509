import type { PassClient } from '../../client/index.js';
import type { Simulator } from '../../simulator/index.js';
import { CommandError } from '../errors.js';
import type { Surroundings } from '../flow.js';
import { pause } from '../pause.js';

/** Milliseconds that a step may take when nobody has to think. */
export const STEP_TIME = 20_000;

/** Where the story plays. */
export interface World {
  readonly simulator: Simulator;
  readonly client: PassClient;
  /** Whether a person signs in, in a browser, and not the scripted viewer. */
  readonly interactive: boolean;
  /** Whether it is told slowly enough to be read along. */
  readonly paced: boolean;
}

/** What the acts of the story share. */
export interface Stage extends Surroundings, World {
  /** Where the user agent of every login ends. */
  readonly redirectUrl: string;
  /** Says what the viewer does, and gives time to read it. @throws where the signal has ended it */
  readonly viewer: (text: string) => Promise<void>;
  /** Time to read what came before, where somebody does. @throws where the signal has ended it */
  readonly rest: (milliseconds: number) => Promise<void>;
}

export function openStage(world: World, surroundings: Surroundings): Stage {
  const { screen, signal } = surroundings;
  async function rest(milliseconds: number): Promise<void> {
    await pause(world.paced ? milliseconds : 0, signal);
    signal.throwIfAborted();
  }
  return {
    ...world,
    ...surroundings,
    redirectUrl: `${world.client.origin}/done`,
    rest,
    async viewer(text) {
      screen.entry({ kind: 'person', label: 'viewer', text });
      await rest(800);
    },
  };
}

/** Ends the demo where a step did not end as it should. @throws CommandError */
export function should(holds: boolean, what: string): void {
  if (!holds) throw new CommandError(what);
}
