import type {
  InvocationId,
  ObjectContext,
  ObjectSharedContext,
} from '@restatedev/restate-sdk/node';
import { isPassError } from '../../errors/index.js';
import { flowError } from '../flow-error.js';
import type { Flows, Next } from '../flows.js';
import type { FlowRecord } from '../record.js';
import { isRepeated, perform } from './call.js';
import { retryPolicy, type Sdk } from './sdk.js';
import { type Answer, answered, isMigrated, nameOf, sent, sought, started } from './steps.js';
import { type Create, type Deliver, jsonSerde, type Reply, textSerde } from './wire.js';

const RECORD = 'record';
const INVOCATIONS = 'invocations';
/** Milliseconds until a flow that this code can't go on with is tried again: at first, and at most. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 300_000;

/** What is to be done for a flow once its step is stored. */
interface Plan {
  readonly reply: Reply;
  /** Absent where nothing is to be stored. */
  readonly record?: string;
  readonly seq: number;
  readonly isOver: boolean;
  readonly wanted: ReadonlyArray<{
    readonly name: string;
    readonly method: 'call' | 'settle';
    readonly delay: number;
  }>;
}

type Invocations = Record<string, InvocationId>;
type Settled = Answer & { readonly tries?: number };

export interface FlowObjectOptions {
  readonly flows: Flows;
  readonly name: string;
  readonly keepFinished: number;
  readonly onError: (error: unknown, key: string) => void;
}

/** What a record waits for: calls at once, waits when they are over, delays as events. */
const wantedBy = ({ calls, timers }: FlowRecord, now: number): Plan['wanted'] => [
  ...calls.map((call) => ({ name: nameOf(call), method: 'call' as const, delay: 0 })),
  ...timers.map((timer) => ({
    name: nameOf(timer),
    method: timer.event ? ('settle' as const) : ('call' as const),
    delay: Math.max(timer.at - now, 0),
  })),
];

/**
 * The object that keeps a flow for each key. A step is one entry of its journal: what it comes to is stored
 * before anything is done, and does not change when the handler is run again, by other code too.
 */
export function flowObject(sdk: Sdk, { flows, name, keepFinished, onError }: FlowObjectOptions) {
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

  /** Takes a step: stores it, and then does what it asks for. */
  async function take(
    ctx: ObjectContext,
    work: (record: FlowRecord | undefined) => Next,
    settles?: string,
  ): Promise<Reply> {
    const stored = await ctx.get(RECORD, textSerde);
    let act = () => {};
    const plan = await ctx.run('step', (): Plan => {
      const now = Date.now();
      const nothing = { seq: 0, isOver: false, wanted: [] };
      try {
        const before = stored === null ? undefined : flows.read(ctx.key, stored);
        const next = work(before);
        const { record, state } = next;
        const reply: Reply = { state };
        if (stored !== null && record === before && !isMigrated(stored, record))
          return { reply, ...nothing };
        act = next.act;
        return {
          reply,
          record: JSON.stringify(record),
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

  /** The flow, or a failure that has the engine try again later: other code may be able to read it. */
  function readLater(key: string, stored: string) {
    try {
      return flows.read(key, stored);
    } catch (error) {
      onError(error, key);
      throw sdk.RetryableError.from(error, { retryAfter: 10_000 });
    }
  }

  const known = (key: string, record: FlowRecord | undefined): FlowRecord => {
    if (!record) throw flowError('flow_unknown', `There is no flow ${key}`);
    return record;
  };

  return sdk.object({
    name,
    handlers: {
      create: exclusive({}, (ctx: ObjectContext, asked: Create): Promise<Reply> =>
        take(ctx, (record) => started(flows, ctx.key, record, asked)),
      ),

      deliver: exclusive({}, (ctx: ObjectContext, asked: Deliver): Promise<Reply> =>
        take(ctx, (record) => sent(flows, ctx.key, known(ctx.key, record), asked)),
      ),

      get: shared({}, async (ctx: ObjectSharedContext): Promise<Reply> => {
        const stored = await ctx.get(RECORD, textSerde);
        try {
          const read = stored === null ? undefined : flows.read(ctx.key, stored);
          return { state: flows.stateOf(ctx.key, known(ctx.key, read)) };
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
          (record) => answered(flows, ctx.key, known(ctx.key, record), answer),
          answer.of,
        );
        if (!('refused' in reply) || reply.refused.code === 'flow_unknown') return;
        onError(flowError(reply.refused.code, reply.refused.message), ctx.key);
        // Nothing is lost, and the flow is not blocked meanwhile: other code may go on with it.
        const pause = Math.min(FIRST_PAUSE * 2 ** tries, LONGEST_PAUSE);
        sendTo(ctx, 'settle', { ...answer, tries: tries + 1 }, pause);
      }),

      call: shared(isPrivate, async (ctx: ObjectSharedContext, { of }: { of: string }) => {
        const stored = await ctx.get(RECORD, textSerde);
        if (stored === null) return;
        const record = readLater(ctx.key, stored);
        const found = sought(flows, ctx.key, record, of);
        if (!found) {
          // A migration may have put another call in its place: that one is begun by a step.
          if (isMigrated(stored, record)) sendTo(ctx, 'settle', { of });
          return;
        }
        const restored = found.isWait || (await isRepeated(ctx));
        sendTo(ctx, 'settle', { of, ...(await perform(ctx, found, restored)) });
      }),

      purge: exclusive(isPrivate, async (ctx: ObjectContext, { seq }: { seq: number }) => {
        const stored = await ctx.get(RECORD, textSerde);
        // A newer flow with the same key stays.
        if (stored === null || (JSON.parse(stored) as FlowRecord).seq !== seq) return;
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
