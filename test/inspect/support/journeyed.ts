import { expect } from 'vitest';
import {
  type ActorOptions,
  type AnyStateMachine,
  createActor,
  type InputFrom,
  type Snapshot,
} from 'xstate';
import {
  type EntitlementInput,
  entitlementMachine,
  entitlementServices,
  type EntitlementServicesOptions,
  entitlementView,
  type PassClient,
  restoreActor,
} from '../../../src/index.js';
import {
  createInspection,
  type JourneyEvent,
  journeyOf,
  journeySink,
  recorderSink,
} from '../../../src/inspect/index.js';
import { parameters } from '../../support/world.js';

/** Whoever counts what viewers do, beside a recorder that sees the same. */
export function journeyed() {
  const events: JourneyEvent[] = [];
  const recorder = recorderSink();
  const journey = journeySink({ onEvent: (event) => void events.push(event) });
  const inspect = createInspection({ sinks: [journey, recorder] });

  function start<T extends AnyStateMachine>(machine: T, input: InputFrom<T>) {
    return createActor(machine, { input, inspect } as unknown as ActorOptions<T>).start();
  }

  return {
    inspect,
    events,
    start,
    /** An app, and what it shows. */
    startApp(
      client: PassClient,
      input: Partial<EntitlementInput> = {},
      options: EntitlementServicesOptions = {},
      stored?: Snapshot<unknown>,
    ) {
      const { domainName, redirectUrl } = parameters;
      const machine = entitlementMachine.provide({ actors: entitlementServices(client, options) });
      const app = stored
        ? restoreActor(machine, JSON.stringify(stored), { inspect }).start()
        : start(machine, { domainName, redirectUrl, screen: 'primary', ...input });
      return Object.assign(app, { machine, view: () => entitlementView(app.getSnapshot()) });
    },
    /** What was told; the same is told of the record. */
    told() {
      expect(journeyOf(recorder.record())).toEqual(events);
      return events.map(({ name, properties }) => [name, properties]);
    },
  };
}
