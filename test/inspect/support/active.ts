import { expect } from 'vitest';
import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import type { AnyState, AnyStateMachine as AnyMachine4 } from 'xstate4-receivers';
import { type SeenActor, xstateInspectSink } from '../../../src/inspect/index.js';
import { appWith } from './inspected-app.js';
import { directTransport, receive } from './receiver.js';

interface Node {
  readonly path: readonly string[];
}

const paths = (nodes: Iterable<Node>): string[] =>
  [...nodes].map(({ path }) => JSON.stringify(path)).sort();

/** Where XState 4 stands in a state that it was told of. */
function standing4(machine: AnyMachine4, state: AnyState) {
  const { value, configuration, tags, done } = machine.resolveState(state);
  return { value, nodes: paths(configuration), tags: [...tags].sort(), done };
}

/** Where XState 5 stands. It loses track of its nodes, but not of its value, where a history was left. */
function standing5(snapshot: AnyMachineSnapshot) {
  const { machine, value, historyValue, status } = snapshot;
  const { _nodes: nodes, tags } =
    Object.keys(historyValue).length === 0
      ? snapshot
      : (machine.resolveState({ value, context: {} }) as AnyMachineSnapshot);
  return { value, nodes: paths(nodes), tags: [...tags].sort(), done: status === 'done' };
}

const seen = ({ status, value, tags }: AnyMachineSnapshot) => ({
  status,
  value,
  tags: [...tags],
});

/** Shows a machine to a real receiver, and gives what tells it of a snapshot and compares the two. */
export function shown(machine: AnyStateMachine, first: AnyMachineSnapshot) {
  const direct = directTransport();
  const actor: SeenActor = {
    sessionId: 'x:0',
    id: 'x:0',
    rootId: 'x:0',
    machine,
    snapshot: seen(first),
  };
  const observe = xstateInspectSink({ transport: direct.transport }).open(appWith(actor));
  const { received, registered } = receive(direct);
  const [register] = registered();
  if (!register) throw new Error('The machine was not registered.');
  expect(standing4(register.machine, register.state)).toEqual(standing5(first));
  return {
    machine: register.machine,
    expectSame(snapshot: AnyMachineSnapshot) {
      const event = { type: 'some.event' };
      observe({ type: 'snapshot', at: 0, actor, event, snapshot: seen(snapshot), taken: [] });
      const last = received[received.length - 1];
      if (last?.type !== 'service.state') throw new Error('The state was not told.');
      expect(standing4(register.machine, last.state)).toEqual(standing5(snapshot));
    },
  };
}
