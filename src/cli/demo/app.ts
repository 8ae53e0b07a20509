import { createActor } from 'xstate';
import {
  type Access,
  type EntitlementEvent,
  entitlementMachine,
  entitlementServices,
  entitlementView,
  type EntitlementView,
  type PlayView,
} from '../../index.js';
import { type Flow, startFlow } from '../flow.js';
import type { Device } from './device.js';
import { should, type Stage, STEP_TIME } from './stage.js';
import { innermost, partsOf, type Words } from './words.js';
import { hiddenMvpds } from './world.js';

export type Phase = EntitlementView['phase'];
type View<P extends Phase> = Extract<EntitlementView, { phase: P }>;
type PlayPhase = PlayView['phase'];

/** The app on a device, from its start until it is closed. */
export interface App extends Pick<
  Flow<EntitlementView, EntitlementEvent>,
  'send' | 'when' | 'view'
> {
  /** What is said of it from now on. */
  readonly words: (words: Words) => void;
  /** Waits for the first view of one of these phases. */
  readonly until: <P extends Phase>(...phases: P[]) => Promise<View<P>>;
  /** Waits for the end of a play request. @throws where it is another one */
  readonly played: <P extends PlayPhase>(
    resource: string,
    phase: P,
  ) => Promise<Extract<PlayView, { phase: P }>>;
  /** Waits until the server has said that the viewer is signed in. */
  readonly confirmed: () => Promise<Access>;
  readonly close: () => void;
}

/** Starts the app on a device: a new process, with a client and an actor of its own. */
export function startApp(stage: Stage, device: Device, firstWords: Words): App {
  let words = firstWords;
  const flow = startFlow(
    createActor(machineOf(stage, device), {
      ...(stage.inspect && { inspect: stage.inspect }),
      input: {
        ...device.input,
        domainName: 'example.com',
        redirectUrl: stage.redirectUrl,
        pollInterval: 3000,
      },
    }),
    entitlementView,
    {
      get step() {
        return stage.step();
      },
      machine: 'entitlement',
      device: device.name,
      narration: (view) => partsOf(view, words),
      innermost,
      cancels: false,
    },
    stage,
  );
  stage.atEnd(flow.stop);

  return {
    ...flow,
    words(next) {
      words = next;
    },
    until: (...phases) => flow.until(phases, STEP_TIME),
    async played<P extends PlayPhase>(resource: string, phase: P) {
      const play = await flow.when(({ plays }) => endedPlay(plays, resource), STEP_TIME);
      should(play.phase === phase, `${resource} should be ${phase}, not ${play.phase}`);
      return play as Extract<PlayView, { phase: P }>;
    },
    confirmed: () =>
      flow.when(
        (view) => (view.phase === 'authenticated' && view.confirmed ? view.access : undefined),
        STEP_TIME,
      ),
    close: flow.stop,
  };
}

function machineOf(stage: Stage, { client, partnerFramework }: Device) {
  return entitlementMachine.provide({
    actors: entitlementServices(client(), {
      ...(partnerFramework && { partnerFramework }),
      verifyMediaToken: async (serializedToken, { resource }) =>
        stage.backend(serializedToken, resource),
      choices: (mvpds) =>
        mvpds
          .filter(({ id, isTempPass }) => !isTempPass && !hiddenMvpds.includes(id))
          .sort((one, other) => one.id.localeCompare(other.id)),
    }),
  });
}

const endedPlay = (plays: readonly PlayView[], wanted: string): PlayView | undefined =>
  plays.find(
    ({ resource, phase }) =>
      resource === wanted && phase !== 'authorizing' && phase !== 'verifying',
  );
