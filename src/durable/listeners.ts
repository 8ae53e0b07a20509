import { flowError } from './flow-error.js';
import type { FlowState, Host } from './types.js';

/** Who follows flows. */
export interface Listeners extends Pick<Host, 'subscribe' | 'waitFor'> {
  tell(key: string, state: FlowState): void;
}

/**
 * @param stateOf How a flow stands.
 * @param fail Is told where a flow that somebody follows can't be read.
 */
export function createListeners(
  stateOf: (key: string) => Promise<FlowState>,
  fail: (key: string) => (error: unknown) => void,
): Listeners {
  const listeners = new Map<string, Set<(state: FlowState) => void>>();

  function listen(
    key: string,
    listener: (state: FlowState) => void,
    after: number,
    onError: (error: unknown) => void,
  ): () => void {
    let last = after;
    const hear = (state: FlowState) => {
      // A flow that was read while it took a step is older than what was heard.
      if (state.seq <= last) return;
      last = state.seq;
      listener(state);
    };
    const all = listeners.get(key) ?? new Set();
    listeners.set(key, all.add(hear));
    stateOf(key)
      .then((state) => all.has(hear) && hear(state))
      .catch(onError);
    return () => {
      all.delete(hear);
      if (all.size === 0 && listeners.get(key) === all) listeners.delete(key);
    };
  }

  return {
    tell(key, state) {
      for (const listener of listeners.get(key) ?? []) {
        try {
          listener(state);
        } catch (error) {
          fail(key)(error);
        }
      }
    },
    subscribe: (key, listener, { after = -1 } = {}) => listen(key, listener, after, fail(key)),
    waitFor: (key, isWanted, { timeout } = {}) =>
      new Promise((resolve, reject) => {
        let timer: ReturnType<typeof setTimeout> | undefined;
        const end = (finish: () => void) => {
          clearTimeout(timer);
          unsubscribe();
          finish();
        };
        const hear = (state: FlowState) => {
          let isHere: boolean;
          try {
            isHere = isWanted(state);
          } catch (error) {
            return end(() => reject(error));
          }
          if (isHere) end(() => resolve(state));
        };
        const unsubscribe = listen(key, hear, -1, (error) => end(() => reject(error)));
        if (timeout !== undefined)
          timer = setTimeout(
            () => end(() => reject(flowError('wait_over', `The flow ${key} took too long`))),
            timeout,
          );
      }),
  };
}
