import type { ObjectSharedContext } from '@restatedev/restate-sdk/node';
import { nanoid } from 'nanoid';
import { type AnyActorLogic, type AnyActorRef, createActor } from 'xstate';
import type { Sealed } from './seal.js';
import { errorData } from './wire.js';

/** How a call has ended, as JSON. */
export interface Outcome {
  readonly isDone: boolean;
  readonly value?: unknown;
}

/** Whether an earlier attempt of this invocation may have sent its request: it has left a mark that is not ours. */
export async function isRepeated(ctx: ObjectSharedContext): Promise<boolean> {
  const own = nanoid();
  return (await ctx.run('attempt', () => own)) !== own;
}

/** Runs a call. It ends with the attempt, or when the flow cancels it. */
export async function perform(
  ctx: ObjectSharedContext,
  { logic, input }: { readonly logic: AnyActorLogic; readonly input: unknown },
  restored: boolean,
  seal: (outcome: Outcome) => Promise<Outcome | Sealed>,
): Promise<Outcome | Sealed> {
  const actor = createActor(
    logic,
    (restored ? { snapshot: { status: 'active', input } } : { input }) as never,
  ) as AnyActorRef;
  const stop = () => actor.stop();
  const { attemptCompletedSignal } = ctx.request();
  attemptCompletedSignal.addEventListener('abort', stop);
  try {
    return await ctx.run('call', async () => seal(await outcomeOf(actor)));
  } finally {
    attemptCompletedSignal.removeEventListener('abort', stop);
    stop();
  }
}

const outcomeOf = (actor: AnyActorRef): Promise<Outcome> =>
  new Promise((resolve) => {
    actor.subscribe({
      complete: () => {
        const { output } = actor.getSnapshot() as { output: unknown };
        resolve({ isDone: true, value: output });
      },
      error: (error: unknown) => resolve({ isDone: false, value: errorData(error) }),
    });
    actor.start();
  });
