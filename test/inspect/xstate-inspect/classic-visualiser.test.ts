import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import type { AnyState, AnyStateMachine as AnyMachine4 } from 'xstate4-receivers';
import { logoutMachine } from '../../../machines/index.js';
import { createInspection, xstateInspectSink } from '../../../src/inspect/index.js';
import { start } from '../support/family.js';
import { oddMachines } from '../support/odd-machines.js';
import { directTransport, receive, type Received } from '../support/receiver.js';
import { expectNoWarnings } from '../support/warnings.js';

/** What the classic visualiser keeps of a service. */
interface Service {
  readonly machine: AnyMachine4;
  state: AnyState;
  isRunning: boolean;
}

/** Does with messages as the classic visualiser does: a state is resolved against the machine before it is drawn. */
function visualise(messages: readonly Received[]): ReadonlyMap<string, Service> {
  const services = new Map<string, Service>();
  for (const message of messages) {
    const { sessionId } = message;
    const service = services.get(sessionId);
    if (message.type === 'service.register') {
      const { machine, state } = message;
      services.set(sessionId, { machine, state: machine.resolveState(state), isRunning: true });
    } else if (message.type === 'service.state' && service) {
      const { _event: cause } = message.state;
      expect(cause).toMatchObject({ name: expect.any(String) as string });
      service.state = service.machine.resolveState(message.state);
    } else if (message.type === 'service.stop' && service) service.isRunning = false;
  }
  return services;
}

type Node = Pick<AnyMachine4, 'id' | 'transitions' | 'states' | 'definition'>;

/** The arrows that are drawn: from where, on what, to where. */
const arrows = (node: Node): string[] => [
  ...node.transitions.flatMap(({ target, eventType, source }) =>
    (target ?? [source]).map(({ id }) => `${source.id} ${eventType} ${id}`),
  ),
  ...Object.values<Node>(node.states).flatMap(arrows),
];

/** What a click on an arrow sends. */
const click = (type: string, { _sessionid: origin }: AnyState) => ({
  type: 'xstate.event',
  event: JSON.stringify({ name: type, data: { type }, $$type: 'scxml', type: 'external', origin }),
});

expectNoWarnings();

describe('the classic visualiser', () => {
  it('draws a machine, shows where it stands and what can happen, and clicks through it', () => {
    const { app, direct } = start({ acceptEvents: true });
    const inspector = receive(direct);
    app.start();
    const shown = () => [...visualise(inspector.received).values()];
    const [{ machine, state }] = shown() as [Service];
    expect(arrows(machine)).toEqual(
      expect.arrayContaining([
        'parent.idle go parent.waiting',
        'parent.waiting stop parent.ended',
        'parent.waiting done.invoke.parent.waiting:invocation[0] parent.idle',
      ]),
    );
    expect(machine.definition.states['waiting']?.invoke.map(({ id }) => id)).toEqual([
      'parent.waiting:invocation[0]',
      'wait',
    ]);
    expect(new Set(state.nextEvents)).toEqual(new Set(["'constructor'", 'break', 'go']));
    expect(state.configuration.includes(machine.states['idle']!)).toBe(true);
    direct.received(click('go', state), inspector.peer);
    const [parent, child] = shown() as [Service, Service];
    expect(parent.state.configuration.map(({ id }) => id)).toContain('parent.waiting');
    expect(parent.state.nextEvents).toContain('stop');
    expect(child.state.nextEvents).toContain('child.done');
    direct.received(click('child.done', child.state), inspector.peer);
    expect(shown().map(({ state: { value }, isRunning }) => [value, isRunning])).toEqual([
      ['idle', true],
      ['done', false],
    ]);
  });

  it('shows beforehand where an event would lead', () => {
    const { app, direct } = start();
    const inspector = receive(direct);
    app.start();
    const [{ machine, state }] = [...visualise(inspector.received).values()] as [Service];
    expect(machine.transition(state, 'go').value).toBe('waiting');
  });

  it('gets along with what a machine of this library sends', () => {
    const direct = directTransport();
    const inspect = createInspection({
      sinks: [xstateInspectSink({ transport: direct.transport })],
    });
    const inspector = receive(direct);
    const input = { mvpd: 'Cablevision', redirectUrl: 'https://adobe.com' };
    const actor = createActor(logoutMachine, { inspect, input });
    actor.subscribe({ error: () => undefined });
    actor.start();
    for (const { machine, state } of visualise(inspector.received).values()) {
      expect(arrows(machine).length).toBeGreaterThan(2);
      expect(state.can(state.nextEvents[0] ?? '')).toEqual(expect.any(Boolean));
    }
    actor.stop();
  });

  it.each(oddMachines)('draws a machine with $what', ({ machine: five }) => {
    const direct = directTransport();
    const inspect = createInspection({
      sinks: [xstateInspectSink({ transport: direct.transport })],
    });
    const inspector = receive(direct);
    const actor = createActor(five, { inspect }).start();
    const [{ machine, state }] = [...visualise(inspector.received).values()] as [Service];
    const drawn = arrows(machine);
    expect(drawn.every((arrow) => !arrow.includes('undefined'))).toBe(true);
    for (const event of state.nextEvents)
      expect(drawn.some((arrow) => arrow.split(' ').includes(event))).toBe(true);
    actor.stop();
  });
});
