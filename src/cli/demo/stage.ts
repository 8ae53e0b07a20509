import type { Simulator } from '../../simulator/index.js';
import { CommandError } from '../errors.js';
import type { Surroundings } from '../flow.js';
import { pause } from '../pause.js';
import type { Inspect } from '../../inspect/index.js';
import type { StoryClock } from './story-clock.js';

/** Milliseconds that a step may take when nobody has to think. */
export const STEP_TIME = 20_000;

/** Where the story plays. */
export interface World {
  readonly simulator: Simulator;
  /** Where the simulator is reached. */
  readonly origin: string;
  readonly fetch?: typeof globalThis.fetch;
  /** Who looks on. */
  readonly inspect?: Inspect;
  /** That of the simulator, and of every app. */
  readonly clock: StoryClock;
  /** Whether a person signs in, in a browser, and not the scripted viewer. */
  readonly interactive: boolean;
  /** Whether it is told slowly enough to be read along. */
  readonly paced: boolean;
}

/** What the acts of the story share. */
export interface Stage extends Surroundings, World {
  /** The act that is on, as programs know it. */
  readonly step: () => string;
  /** Where the user agent of every login ends. */
  readonly redirectUrl: string;
  /** Says what the viewer does, and gives time to read it. @throws where the signal has ended it */
  readonly viewer: (text: string) => Promise<void>;
  /** The same of somebody else, or of the time. @throws where the signal has ended it */
  readonly meanwhile: (label: string, text: string) => Promise<void>;
  /** Time to read what came before, where somebody does. @throws where the signal has ended it */
  readonly rest: (milliseconds: number) => Promise<void>;
  /** Has something done when the story is over, however it ended. */
  readonly atEnd: (close: () => void) => void;
  /** The backend of the app: whether it releases the stream for this media token. */
  readonly backend: (serializedToken: string, resource: string) => boolean;
}

/** Milliseconds to read a line. */
const LINE = 750;

/** @param atEnd See {@link Stage}. */
export function openStage(
  world: World,
  surroundings: Surroundings,
  { step, atEnd }: Pick<Stage, 'step' | 'atEnd'>,
): Stage {
  const { screen, signal } = surroundings;
  const { simulator, origin, clock, paced } = world;
  const used = new Set<string>();

  async function rest(milliseconds: number): Promise<void> {
    await pause(paced ? milliseconds : 0, signal);
    signal.throwIfAborted();
  }

  async function meanwhile(label: string, text: string): Promise<void> {
    screen.entry({ kind: 'person', label, text });
    await rest(LINE);
  }

  return {
    ...world,
    ...surroundings,
    now: clock.now,
    step,
    atEnd,
    redirectUrl: `${origin}/done`,
    rest,
    meanwhile,
    viewer: (text) => meanwhile('viewer', text),
    backend(serializedToken, resource) {
      const isNew = !used.has(serializedToken);
      used.add(serializedToken);
      return isNew && simulator.verifyMediaToken(serializedToken, resource) === 'VALID_TOKEN';
    },
  };
}

/** Ends the demo where a step did not end as it should. @throws CommandError */
export function should(holds: boolean, what: string): void {
  if (!holds) throw new CommandError(what);
}
