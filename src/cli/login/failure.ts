import type { PassErrorData } from '../../client/index.js';
import { whySystem } from '../system-error.js';

/** A `fetch` that remembers why it failed last, which a flow does not keep. */
export interface WatchedFetch {
  readonly fetch: typeof globalThis.fetch;
  /** In words. */
  readonly why: () => string;
}

export function watchFetch(fetch: typeof globalThis.fetch = globalThis.fetch): WatchedFetch {
  let last: unknown;
  return {
    fetch: async (input, init) => {
      try {
        return await fetch(input, init);
      } catch (error) {
        last = error;
        throw error;
      }
    },
    why: () => whySystem(last),
  };
}

const hints: Partial<Readonly<Record<PassErrorData['remedy'], string>>> = {
  configure: 'somebody has to change the configuration of the service provider',
  register: 'the server no longer takes these credentials',
  'select-mvpd': 'try another --mvpd',
  retry: 'try again later',
};

/** An error of a flow in one line, with the code that support will ask for. */
export function failureLine(error: PassErrorData, target: string, why: () => string): string {
  const { name, code, message, details, trace, remedy } = error;
  if (name === 'NetworkError') return `cannot reach ${target}: ${why()}`;
  const hint = hints[remedy];
  return [
    `${target} answered: ${message} (${[code, trace && `trace ${trace}`].filter(Boolean).join(', ')})`,
    details,
    hint,
  ]
    .filter(Boolean)
    .join('; ');
}
