import { type AnyActorRef, createActor } from 'xstate';
import type { Result } from './flows.js';
import type { ReadyMachine } from './ready.js';
import type { Call, FlowRecord, Path, Timer } from './record.js';
import { find, type StoredMachine } from './tree.js';

/** What a record calls a request or a wait of it. */
export const nameOf = ({ path, seq }: { readonly path: Path; readonly seq: number }): string =>
  JSON.stringify([path, seq]);

/** The actors that run in this process: requests, and waits that are about to end. */
export interface Calls {
  /**
   * Has the calls of a record running, and nothing else of it but waits.
   *
   * @param mayHaveGoneOut Whether a call may have been sent by a process before.
   */
  resume(
    key: string,
    record: FlowRecord,
    hosted: ReadyMachine,
    mayHaveGoneOut: (call: Call) => boolean,
  ): void;
  /** Lets a wait end: its service says what time it is by the server's clock, and waits for the rest. */
  finish(key: string, record: FlowRecord, hosted: ReadyMachine, timer: Timer): void;
  /** It has ended by itself. */
  ended(key: string, call: Call | Timer): void;
  stop(key: string): void;
  stopAll(): void;
}

/** @param tell Takes the result of a call to its flow. */
export function createCalls(
  tell: (key: string, call: Call | Timer, result: Result) => void,
): Calls {
  const running = new Map<string, Map<string, AnyActorRef>>();

  function run(
    key: string,
    { snapshot }: FlowRecord,
    { machine, actors }: ReadyMachine,
    call: Call | Timer,
    restored: boolean,
  ): void {
    const runs = running.get(key) ?? new Map<string, AnyActorRef>();
    if (runs.has(nameOf(call))) return;
    const found = find(machine, snapshot as StoredMachine, call.path, actors);
    if (!found) return;
    const { input } = found.stored;
    const actor = createActor(
      found.logic,
      (restored ? { snapshot: { status: 'active', input } } : { input }) as never,
    ) as AnyActorRef;
    running.set(key, runs.set(nameOf(call), actor));
    actor.subscribe({
      complete: () =>
        tell(key, call, { output: (actor.getSnapshot() as { output: unknown }).output }),
      error: (error: unknown) => tell(key, call, { error }),
    });
    actor.start();
  }

  function stop(key: string): void {
    for (const actor of running.get(key)?.values() ?? []) actor.stop();
    running.delete(key);
  }

  function ended(key: string, call: Call | Timer): void {
    const runs = running.get(key);
    runs?.delete(nameOf(call));
    if (runs?.size === 0) running.delete(key);
  }

  return {
    resume(key, record, hosted, mayHaveGoneOut) {
      const wanted = new Set([...record.calls, ...record.timers].map(nameOf));
      const runs = running.get(key);
      for (const [name, actor] of runs ?? []) {
        if (wanted.has(name)) continue;
        runs?.delete(name);
        actor.stop();
      }
      if (runs?.size === 0) running.delete(key);
      for (const call of record.calls) run(key, record, hosted, call, mayHaveGoneOut(call));
    },
    finish: (key, record, hosted, timer) => run(key, record, hosted, timer, true),
    ended,
    stop,
    stopAll() {
      for (const key of running.keys()) stop(key);
    },
  };
}
