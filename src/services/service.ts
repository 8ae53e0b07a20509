import { fromPromise, type PromiseActorLogic } from 'xstate';

/** What a service gets. */
export interface ServiceCall<TInput> {
  readonly input: TInput;
  readonly signal: AbortSignal;
}

/**
 * The same service, which is told in its input when it runs because a stored flow was restored: the
 * request may have gone out before.
 */
export function tellingRestore<TOutput, TInput extends object>(
  service: (call: ServiceCall<TInput & { restored?: true }>) => Promise<TOutput>,
): PromiseActorLogic<TOutput, TInput> {
  const logic = fromPromise<TOutput, TInput>(service);
  return {
    ...logic,
    restoreSnapshot: (snapshot) =>
      ({
        ...(snapshot as object),
        input: { ...(snapshot as unknown as { input: TInput }).input, restored: true },
      }) as never,
  };
}
