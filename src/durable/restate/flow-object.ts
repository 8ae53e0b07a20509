import type {
  InvocationId,
  ObjectContext,
  ObjectSharedContext,
} from '@restatedev/restate-sdk/node';
import { isPassError } from '../../errors/index.js';
import { flowError } from '../flow-error.js';
import type { Flows, Next } from '../flows.js';
import type { FlowRecord } from '../record.js';
import { isRepeated, type Outcome, perform } from './call.js';
import { type Plan, wantedBy } from './plan.js';
import { retryPolicy, type Sdk } from './sdk.js';
import type { Seal, Sealed } from './seal.js';
import { type Answer, answered, isMigrated, sent, sought, started } from './steps.js';
import {
  ASKED,
  type Create,
  type Deliver,
  jsonSerde,
  REPLY,
  type Reply,
  textSerde,
} from './wire.js';

const RECORD = 'record';
const INVOCATIONS = 'invocations';
/** What is sealed, by its name. */
const RESULT = 'result';
/** Milliseconds until a flow that this code can't go on with is tried again: at first, and at most. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 300_000;

type Invocations = Record<string, InvocationId>;
type Settled = (Answer | (Sealed & { readonly of: string })) & { readonly tries?: number };

export interface FlowObjectOptions {
  readonly flows: Flows;
  readonly seal: Seal;
  readonly name: string;
  readonly keepFinished: number;
  readonly onError: (error: unknown, key: string) => void;
}

/**
 * The object that keeps a flow for each key. A step is one entry of its journal: what it comes to is stored
 * before anything is done, and does not change when the handler is run again, by other code too.
 */
export function flowObject(
  sdk: Sdk,
  { flows, seal, name, keepFinished, onError }: FlowObjectOptions,
) {
  const { exclusive, shared } = sdk.handlers.object;
  const isPrivate = { ingressPrivate: true };

  /** Sends to a handler of the same flow. */
  const sendTo = (
    ctx: ObjectContext | ObjectSharedContext,
    method: string,
    parameter: unknown,
    delay = 0,
  ) =>
    ctx.genericSend({
      service: name,
      key: ctx.key,
      method,
      parameter,
      inputSerde: jsonSerde,
      delay,
    });

  function refused(error: unknown, key: string): Reply {
    if (isPassError(error)) return { refused: { code: error.code, message: error.message } };
    const { message } = error instanceof Error ? error : { message: String(error) };
    return { refused: { code: 'flow_broken', message: `A step of ${key} failed: ${message}` } };
  }

  /** The stored text of a flow. */
  async function textOf(ctx: ObjectContext | ObjectSharedContext): Promise<string | undefined> {
    const stored = await ctx.get(RECORD, textSerde);
    return stored === null ? undefined : seal.openText(ctx.key, stored);
  }

  /** Takes a step: stores it, and then does what it asks for. */
  async function take(
    ctx: ObjectContext,
    work: (record: FlowRecord | undefined) => Next | Promise<Next>,
    settles?: string,
  ): Promise<Reply | Sealed> {
    const stored = await ctx.get(RECORD, textSerde);
    let act = () => {};
    // No two seals of one text are the same: what is sealed is an entry of the journal, too.
    const plan = await ctx.run('step', async (): Promise<Plan> => {
      const now = Date.now();
      const nothing = { seq: 0, isOver: false, wanted: [] };
      try {
        const text = stored === null ? undefined : await seal.openText(ctx.key, stored);
        const before = text === undefined ? undefined : flows.read(ctx.key, text);
        const next = await work(before);
        const { record, state } = next;
        const reply = await seal.seal<Reply>(ctx.key, REPLY, { state });
        if (text !== undefined && record === before && !isMigrated(text, record))
          return { reply, ...nothing };
        act = next.act;
        return {
          reply,
          record: await seal.sealText(ctx.key, JSON.stringify(record)),
          seq: record.seq,
          isOver: record.endedAt !== undefined,
          wanted: wantedBy(record, now),
        };
      } catch (error) {
        return { reply: refused(error, ctx.key), ...nothing };
      }
    });
    if (plan.record === undefined) return plan.reply;
    ctx.set(RECORD, plan.record, textSerde);
    await begin(ctx, plan, settles);
    if (plan.isOver) sendTo(ctx, 'purge', { seq: plan.seq }, keepFinished);
    act();
    return plan.reply;
  }

  /** Begins what the flow waits for now, and cancels what it no longer waits for. */
  async function begin(ctx: ObjectContext, { wanted }: Plan, settles?: string): Promise<void> {
    const before = (await ctx.get<Invocations>(INVOCATIONS)) ?? {};
    const names = new Set(wanted.map((of) => of.name));
    for (const [of, id] of Object.entries(before))
      // What has just ended needs no end.
      if (!names.has(of) && of !== settles) ctx.cancel(id);
    const handles = wanted.map((of) => ({
      of: of.name,
      id: before[of.name] ?? sendTo(ctx, of.method, { of: of.name }, of.delay).invocationId,
    }));
    const after: Invocations = {};
    for (const { of, id } of handles) after[of] = await id;
    if (names.size > 0) ctx.set(INVOCATIONS, after);
    else ctx.clear(INVOCATIONS);
  }

  /** Reads a flow, or fails so that the engine tries again later: other code may be able to read it. */
  async function orLater<T>(key: string, read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      onError(error, key);
      throw sdk.RetryableError.from(error, { retryAfter: 10_000 });
    }
  }

  const answerOf = async (key: string, answer: Settled): Promise<Answer> =>
    'sealed' in answer
      ? { of: answer.of, ...(await seal.open<Outcome>(key, RESULT, answer)) }
      : answer;

  const known = (key: string, record: FlowRecord | undefined): FlowRecord => {
    if (!record) throw flowError('flow_unknown', `There is no flow ${key}`);
    return record;
  };

  return sdk.object({
    name,
    handlers: {
      create: exclusive({}, (ctx: ObjectContext, asked: Create | Sealed) =>
        take(ctx, async (record) =>
          started(flows, ctx.key, record, await seal.open(ctx.key, ASKED, asked)),
        ),
      ),

      deliver: exclusive({}, (ctx: ObjectContext, asked: Deliver | Sealed) =>
        take(ctx, async (record) =>
          sent(flows, ctx.key, known(ctx.key, record), await seal.open(ctx.key, ASKED, asked)),
        ),
      ),

      get: shared({}, async (ctx: ObjectSharedContext): Promise<Reply | Sealed> => {
        try {
          const text = await textOf(ctx);
          const read = text === undefined ? undefined : flows.read(ctx.key, text);
          const state = flows.stateOf(ctx.key, known(ctx.key, read));
          return await seal.seal<Reply>(ctx.key, REPLY, { state });
        } catch (error) {
          return refused(error, ctx.key);
        }
      }),

      remove: exclusive({}, async (ctx: ObjectContext): Promise<Reply> => {
        const before = (await ctx.get<Invocations>(INVOCATIONS)) ?? {};
        for (const id of Object.values(before)) ctx.cancel(id);
        ctx.clearAll();
        flows.forget(ctx.key);
        return { done: true };
      }),

      settle: exclusive(isPrivate, async (ctx: ObjectContext, answer: Settled): Promise<void> => {
        const { tries = 0 } = answer;
        const reply = await take(
          ctx,
          async (record) =>
            answered(flows, ctx.key, known(ctx.key, record), await answerOf(ctx.key, answer)),
          answer.of,
        );
        if (!('refused' in reply) || reply.refused.code === 'flow_unknown') return;
        onError(flowError(reply.refused.code, reply.refused.message), ctx.key);
        // Nothing is lost, and the flow is not blocked meanwhile: other code may go on with it.
        const pause = Math.min(FIRST_PAUSE * 2 ** tries, LONGEST_PAUSE);
        sendTo(ctx, 'settle', { ...answer, tries: tries + 1 }, pause);
      }),

      call: shared(isPrivate, async (ctx: ObjectSharedContext, { of }: { of: string }) => {
        const text = await orLater(ctx.key, () => textOf(ctx));
        if (text === undefined) return;
        const record = await orLater(ctx.key, async () => flows.read(ctx.key, text));
        const found = sought(flows, ctx.key, record, of);
        if (!found) {
          // A migration may have put another call in its place: that one is begun by a step.
          if (isMigrated(text, record)) sendTo(ctx, 'settle', { of });
          return;
        }
        const restored = found.isWait || (await isRepeated(ctx));
        const sealed = (outcome: Outcome) => seal.seal(ctx.key, RESULT, outcome);
        sendTo(ctx, 'settle', { of, ...(await perform(ctx, found, restored, sealed)) });
      }),

      purge: exclusive(isPrivate, async (ctx: ObjectContext, { seq }: { seq: number }) => {
        const text = await orLater(ctx.key, () => textOf(ctx));
        // A newer flow with the same key stays.
        if (text === undefined || (JSON.parse(text) as FlowRecord).seq !== seq) return;
        ctx.clearAll();
        flows.forget(ctx.key);
      }),
    },
    options: {
      journalRetention: 0,
      idempotencyRetention: 60_000,
      retryPolicy,
    },
  });
}
