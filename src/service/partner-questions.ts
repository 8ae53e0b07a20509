import { nanoid } from 'nanoid';
import * as z from 'zod/mini';
import type { ItemStore } from '../durable/items.js';
import { TimeoutError } from '../errors/index.js';
import { lazy } from '../protocol/wire.js';
import { Lru } from './lru.js';
import { Problem } from './problem.js';
import { partnerAnswer, partnerQuestion } from './schemas.js';

export type PartnerQuestion = z.output<ReturnType<typeof partnerQuestion>>;
export type PartnerAnswer = z.output<ReturnType<typeof partnerAnswer>>;

/** Milliseconds that the app has for an answer: as long as the machine gives a dialog. */
const PATIENCE = 5 * 60_000;
/** Milliseconds that a question is kept past that: a call that is repeated has to find that its time is over. */
const KEPT_AFTER = 5 * 60_000;
/** Milliseconds that an answer is kept once it was used: the process may die before the flow has stored its step. */
const KEPT_USED = 60_000;
/** Milliseconds between two looks for what another process has stored. */
const LOOK = 1_000;
/** Questions whose answers were used. */
const REMEMBERED = 10_000;

/** A question of a flow, in the items of its device: both sides of it are secret. */
const kept = /* @__PURE__ */ lazy(() =>
  z.object({
    question: partnerQuestion(),
    /** Epoch milliseconds. */
    until: z.number(),
    answer: z.optional(partnerAnswer()),
  }),
);
type Kept = z.output<ReturnType<typeof kept>>;

const itemOf = (flow: string): string => `partner:${flow}`;

/**
 * What flows ask the partner frameworks of their apps. A question and its answer are stored beside the flow, so that
 * they outlive the process: a call that is repeated goes on with the question that is there.
 */
export class PartnerQuestions {
  readonly #items: ItemStore;
  /** Those who wait for news of a flow. */
  readonly #waiting = new Map<string, Set<() => void>>();
  /** Questions that are over in this process. A new call with the same words asks anew. */
  readonly #over = new Lru<true>(REMEMBERED);
  #isClosing = false;

  constructor(items: ItemStore) {
    this.#items = items;
  }

  /** Asks the app. @throws TimeoutError */
  async ask(
    device: string,
    flow: string,
    asked: Omit<PartnerQuestion, 'id'>,
    signal: AbortSignal,
  ): Promise<PartnerAnswer> {
    const { question, until } = await this.#begin(device, flow, asked);
    const { id } = question;
    const withdraw = () => {
      // Of a service that ends, the next process goes on with the question.
      if (!this.#isClosing) void this.#end(device, flow, id).catch(() => {});
    };
    signal.addEventListener('abort', withdraw);
    this.#tell(flow);
    try {
      const answer = await this.#until(flow, until, signal, async () => {
        const now = await this.#read(device, flow);
        return now?.question.id === id ? now.answer : undefined;
      });
      if (answer) await this.#used(device, flow, id);
      else if (!signal.aborted) await this.#end(device, flow, id);
      if (answer) return answer;
    } finally {
      signal.removeEventListener('abort', withdraw);
    }
    const path = `partnerFramework.${question.kind}`;
    const fields = { code: 'timeout', remedy: 'retry', path } as const;
    throw new TimeoutError(`${path}: the app gave no answer within ${PATIENCE} ms`, fields);
  }

  /** The question that is open; the next one, where it comes within so many milliseconds. */
  find(
    device: string,
    flow: string,
    wait: number,
    signal: AbortSignal,
  ): Promise<PartnerQuestion | undefined> {
    return this.#until(flow, Date.now() + wait, signal, async () => {
      const found = await this.#read(device, flow);
      return found && !found.answer && found.until > Date.now() ? found.question : undefined;
    });
  }

  /** Takes an answer; of two to the same question, the first one counts. @throws Problem 400, 409 */
  async answer(device: string, flow: string, answer: PartnerAnswer): Promise<void> {
    await this.#change(device, flow, (before) => {
      if (before?.question.id !== answer.question || before.until <= Date.now())
        throw new Problem(409, 'question_gone', 'The flow has not asked that, or asks it no more.');
      if (before.question.kind === 'status' && !answer.failed && !answer.status)
        throw new Problem(400, 'body_invalid', 'The answer is no status.', { paths: ['status'] });
      return { ...before, answer: before.answer ?? answer };
    });
    this.#tell(flow);
  }

  /** Leaves what is asked to the next process. */
  close(): void {
    this.#isClosing = true;
  }

  async #begin(device: string, flow: string, asked: Omit<PartnerQuestion, 'id'>): Promise<Kept> {
    const isSame = ({ question }: Kept): boolean =>
      question.kind === asked.kind &&
      this.#over.get(question.id) === undefined &&
      JSON.stringify(question.request) === JSON.stringify(asked.request);
    const fresh = { question: { ...asked, id: nanoid() }, until: Date.now() + PATIENCE };
    const after = await this.#change(device, flow, (before) =>
      before && isSame(before) ? before : fresh,
    );
    return after ?? fresh;
  }

  #used(device: string, flow: string, id: string): Promise<unknown> {
    this.#over.set(id, true);
    return this.#change(
      device,
      flow,
      (before) => before,
      (after) => (after.question.id === id ? Date.now() + KEPT_USED : undefined),
    );
  }

  #end(device: string, flow: string, id: string): Promise<unknown> {
    this.#over.set(id, true);
    return this.#change(device, flow, (before) =>
      before?.question.id === id ? undefined : before,
    );
  }

  #change(
    device: string,
    flow: string,
    change: (before: Kept | undefined) => Kept | undefined,
    lifeOf: (after: Kept) => number | undefined = () => undefined,
  ): Promise<Kept | undefined> {
    const item = itemOf(flow);
    return this.#items.lock(device, item, async () => {
      const before = await this.#read(device, flow);
      const after = change(before);
      const life = after && lifeOf(after);
      if (!after) await this.#items.remove(device, item);
      else if (after !== before || life !== undefined)
        await this.#items.write(
          device,
          item,
          JSON.stringify(after),
          life ?? after.until + KEPT_AFTER,
        );
      return after;
    });
  }

  async #read(device: string, flow: string): Promise<Kept | undefined> {
    const text = await this.#items.read(device, itemOf(flow));
    return text === null ? undefined : kept().safeParse(JSON.parse(text)).data;
  }

  async #until<T>(
    flow: string,
    end: number,
    signal: AbortSignal,
    look: () => Promise<T | undefined>,
  ): Promise<T | undefined> {
    for (;;) {
      const found = await look();
      const left = end - Date.now();
      if (found !== undefined || left <= 0 || signal.aborted) return found;
      await this.#news(flow, Math.min(left, LOOK), signal);
    }
  }

  #news(flow: string, wait: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(flow) ?? new Set();
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        waiting.delete(end);
        if (waiting.size === 0 && this.#waiting.get(flow) === waiting) this.#waiting.delete(flow);
        resolve();
      };
      const timer = setTimeout(end, wait);
      signal.addEventListener('abort', end);
      this.#waiting.set(flow, waiting.add(end));
    });
  }

  #tell(flow: string): void {
    for (const end of this.#waiting.get(flow) ?? []) end();
  }
}
