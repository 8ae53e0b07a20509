import { fromPromise, type PromiseActorLogic } from 'xstate';

/** What a service gets. */
export interface ServiceCall<TInput> {
  readonly input: TInput;
  /** Ends with the state that the service serves. */
  readonly signal: AbortSignal;
  /**
   * Whether this is another run of the same actor, after a stored flow was restored or a stopped one was
   * started again: the request may have gone out before.
   */
  readonly restored: boolean;
}

/**
 * The logic of a service that a machine invokes. What was stopped settles nothing: an actor may be
 * started again (React's StrictMode and `<Activity>` do it), and must not take the end of its first run
 * for that of its second.
 */
export function service<TOutput, TInput = undefined>(
  work: (call: ServiceCall<TInput>) => Promise<TOutput>,
): PromiseActorLogic<TOutput, TInput> {
  const begun = new WeakSet();
  const logic = fromPromise<TOutput, TInput>(({ input, signal, self }) => {
    const restored = begun.has(self);
    // No request goes out in the turn that asks for it: what is stopped in that turn has done nothing.
    void Promise.resolve().then(() => signal.aborted || begun.add(self));
    return new Promise((resolve, reject) => {
      work({ input, signal, restored }).then(
        (output) => signal.aborted || resolve(output),
        (error: unknown) => signal.aborted || reject(error),
      );
    });
  });
  return {
    ...logic,
    restoreSnapshot(snapshot, scope) {
      begun.add(scope.self);
      return logic.restoreSnapshot!(snapshot, scope);
    },
  };
}
