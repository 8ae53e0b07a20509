import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { inject } from 'vitest';
import type { Order, Said, Start } from './orders.js';

type Call = Order['call'];

/** A process that hosts flows, and what it has been asked. */
class HostProcess {
  readonly #child: ChildProcess;
  readonly #asked = new Map<
    number,
    { readonly resolve: (value: unknown) => void; readonly reject: (error: unknown) => void }
  >();
  readonly #ready: Promise<void>;
  readonly gone: Promise<void>;
  readonly troubles: string[] = [];
  isGone = false;
  #count = 0;

  constructor(start: Start) {
    this.#child = fork(inject('hostProgram'), [JSON.stringify(start)]);
    this.gone = once(this.#child, 'exit').then(() => {
      this.isGone = true;
      for (const { reject } of this.#asked.values()) reject(new Died());
    });
    this.#ready = new Promise((resolve) => {
      this.#child.on('message', (said: Said) => {
        if ('ready' in said) resolve();
        else if ('trouble' in said) this.troubles.push(said.trouble);
        else {
          const asked = this.#asked.get(said.id);
          this.#asked.delete(said.id);
          if ('error' in said)
            asked?.reject(Object.assign(new Error(said.error.message), { code: said.error.code }));
          else asked?.resolve(said.result);
        }
      });
    });
    this.#ready.catch(() => {});
  }

  async ask(call: Call, args: readonly unknown[]): Promise<unknown> {
    await Promise.race([this.#ready, this.gone]);
    if (this.isGone) throw new Died();
    this.#count += 1;
    const id = this.#count;
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject });
      this.#child.send({ id, call, args } satisfies Order, (error) => {
        if (error) reject(new Died());
      });
    });
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}

class Died extends Error {}

/** Hosts flows by one process after another: where one was killed, the next one is started. */
export class Service {
  #process: HostProcess;
  readonly #start: Start;
  starts = 1;
  readonly troubles: string[] = [];

  /** @param start Of the first process; the next ones don't kill themselves. */
  constructor(start: Start) {
    this.#process = new HostProcess(start);
    const { file, origin } = start;
    this.#start = { file, origin };
  }

  /** Asks until there is an answer, as whoever gets none does. */
  async ask<T>(call: Call, ...args: unknown[]): Promise<T> {
    for (;;) {
      const asked = this.#process;
      try {
        return (await asked.ask(call, args)) as T;
      } catch (error) {
        if (!(error instanceof Died)) throw error;
        await asked.gone;
        if (asked === this.#process) this.#restart();
      }
    }
  }

  #restart(): void {
    this.troubles.push(...this.#process.troubles);
    this.#process = new HostProcess(this.#start);
    this.starts += 1;
  }

  /** `kill -9`; the next process begins with the next question. */
  kill(): void {
    this.#process.kill();
  }

  async close(): Promise<void> {
    this.troubles.push(...this.#process.troubles);
    this.#process.kill();
    await this.#process.gone;
  }
}
