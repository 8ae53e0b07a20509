import { compact } from '../../protocol/compact.js';
import type { Observation, SeenActor, SeenSnapshot } from '../observation.js';
import { inCausalOrder, type Step } from '../steps/causal-order.js';
import type { FlightActor, FlightStep } from './flight-record.js';

/** An actor of which there are steps, or will be. */
interface Recorded {
  readonly actor: SeenActor;
  /** Where its steps in the log start. Not looked at before somebody asks: it may be long gone by then. */
  start: () => SeenSnapshot;
  isLive: boolean;
  /** How many of its steps are in the log. */
  steps: number;
}

interface Kept {
  /** Its number among all that there were. */
  readonly number: number;
  readonly step: Step;
}

/** The last steps of machines, as many as there is room for. */
export class StepLog {
  readonly observe: (observation: Observation) => void;
  readonly #limit: number;
  readonly #actors = new Map<string, Recorded>();
  readonly #numbers = new WeakMap<Step, number>();
  #steps: Kept[] = [];
  #count = 0;

  constructor(limit: number) {
    this.#limit = limit;
    const inOrder = inCausalOrder((step) => this.#add(step));
    this.observe = (observation) => {
      const { actor, type } = observation;
      if (type === 'actor' && actor.machine) this.#begin(actor);
      inOrder(observation);
      // One that broke may have ended without a step.
      if (type === 'stop') this.#end(actor.sessionId);
    };
  }

  /** How many steps there were. */
  get count(): number {
    return this.#count;
  }

  /** How many of them have been dropped. */
  get dropped(): number {
    return this.#steps[0]?.number ?? this.#count;
  }

  actors(): FlightActor[] {
    return [...this.#actors.values()].map(({ actor, start }) => {
      const { sessionId, id, parentId, src, machine } = actor;
      const snapshot = start();
      return compact({ sessionId, id, parentId, src, machine: machine!.id, snapshot });
    });
  }

  steps(): FlightStep[] {
    const first = this.dropped;
    return this.#steps.map(({ step }) => {
      const { at, actor, event, brought, led } = step;
      const { value = null, status, tags = [], error } = led.snapshot;
      const number = brought && this.#numbers.get(brought);
      const { snapshot: _, ...bare } = event;
      const isKept = number !== undefined && number >= first;
      return {
        at,
        actor: actor.sessionId,
        // A replay has it from the child itself.
        event: number === undefined ? event : bare,
        ...(isKept && { brought: number - first }),
        value,
        status,
        tags,
        ...(error !== undefined && { error }),
      };
    });
  }

  #begin(actor: SeenActor): void {
    const { snapshot } = actor;
    if (!snapshot) return;
    this.#actors.set(actor.sessionId, { actor, start: () => snapshot, isLive: true, steps: 0 });
  }

  #end(sessionId: string): void {
    const recorded = this.#actors.get(sessionId);
    if (!recorded) return;
    recorded.isLive = false;
    if (recorded.steps === 0) this.#actors.delete(sessionId);
  }

  #add(step: Step): void {
    const recorded = this.#actors.get(step.actor.sessionId);
    if (!recorded) return;
    recorded.steps += 1;
    this.#numbers.set(step, this.#count);
    this.#steps.push({ number: this.#count, step });
    this.#count += 1;
    // Seldom, so that a long log is not moved with each step.
    if (this.#steps.length > this.#limit * 2) this.#cut();
  }

  /** Drops what there is no room for. */
  #cut(): void {
    const cut = this.#cleanCut(Math.max(0, this.#steps.length - this.#limit));
    for (const { step } of this.#steps.slice(0, cut)) {
      const recorded = this.#actors.get(step.actor.sessionId);
      if (!recorded) continue;
      recorded.start = () => step.led.snapshot;
      recorded.steps -= 1;
      if (!recorded.isLive && recorded.steps === 0) this.#actors.delete(step.actor.sessionId);
    }
    this.#steps = this.#steps.slice(cut);
  }

  /** Where nothing that stays was brought by a step that goes. */
  #cleanCut(least: number): number {
    const steps = this.#steps;
    let cut = least;
    for (let index = cut; cut > 0 && index < steps.length; index += 1) {
      const { brought } = steps[index]!.step;
      const number = brought && this.#numbers.get(brought);
      if (number !== undefined && number < steps[0]!.number + cut) cut = index + 1;
    }
    return cut;
  }

  /** What there is of it now, and no more than the limit. */
  trim(): this {
    this.#cut();
    return this;
  }
}
