import type { Observation, SeenActor, SeenEvent } from '../observation.js';

type SnapshotObservation = Extract<Observation, { type: 'snapshot' }>;

/** What an actor did with one event. */
export interface Step {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly actor: SeenActor;
  readonly event: SeenEvent;
  /** The step of the child whose snapshot or end the event brings. */
  readonly brought?: Step;
  /** Where it led. */
  readonly led: Pick<SnapshotObservation, 'snapshot'>;
}

/** What a parent hears of its children. */
const ofChild = /^xstate\.(?:snapshot|done\.actor|error\.actor)\./;

/** A step that waits, is being taken, or has been. */
interface Taking extends Omit<Step, 'led' | 'brought'> {
  brought?: Taking;
  led?: SnapshotObservation;
  isBegun: boolean;
  isOver: boolean;
}

/**
 * Puts steps into the order in which they were begun: what a child did stands before what its parent made
 * of it. XState tells of a parent first, since a child is at its end only when its parent has heard of it.
 */
export function inCausalOrder(tell: (step: Step) => void): (observation: Observation) => void {
  /** What each actor has been sent, in the order in which it takes that. */
  const mailboxes = new Map<string, Taking[]>();
  /** Begun, and not told yet. */
  const begun: Taking[] = [];

  function begin(taking: Taking): void {
    if (taking.isBegun) return;
    taking.isBegun = true;
    begun.push(taking);
  }

  function tellWhatIsOver(): void {
    while (begun[0]?.isOver) {
      const step = begun.shift()!;
      if (step.led) tell(step as Step);
    }
  }

  /** Whoever sends something while it has mail is at the first of it. */
  function atHand(sessionId: string | undefined): Taking | undefined {
    const first = sessionId === undefined ? undefined : mailboxes.get(sessionId)?.[0];
    if (first) begin(first);
    return first;
  }

  function sent({ at, actor, event, source }: Extract<Observation, { type: 'event' }>): void {
    const sender = atHand(source);
    const taking: Taking = { at, actor, event, isBegun: false, isOver: false };
    if (sender && ofChild.test(event.type)) taking.brought = sender;
    const mail = mailboxes.get(actor.sessionId) ?? [];
    // What was sent before the start waits for it.
    mailboxes.set(
      actor.sessionId,
      event.type === 'xstate.init' ? [taking, ...mail] : [...mail, taking],
    );
  }

  function taken(led: SnapshotObservation): void {
    const { at, actor, event } = led;
    const [first, ...rest] = mailboxes.get(actor.sessionId) ?? [];
    // A stop is not sent, it comes over an actor; so does what was sent before anybody looked on.
    const isUnsent = !first || (event.type === 'xstate.stop' && first.event.type !== event.type);
    const taking = isUnsent ? { at, actor, event, isBegun: false, isOver: false } : first;
    if (!isUnsent) mailboxes.set(actor.sessionId, rest);
    begin(taking);
    taking.led = led;
    taking.isOver = true;
  }

  function stopped({ sessionId }: SeenActor): void {
    for (const taking of mailboxes.get(sessionId) ?? []) taking.isOver = true;
    mailboxes.delete(sessionId);
  }

  return (observation) => {
    if (observation.type === 'event') sent(observation);
    else if (observation.type === 'snapshot') taken(observation);
    else if (observation.type === 'stop') stopped(observation.actor);
    tellWhatIsOver();
  };
}
