import type { JournalEntry, Simulator } from '../../src/simulator/index.js';

/** The way from the devices to the server, which knows whether something is on it. */
export interface Wire {
  readonly fetch: typeof globalThis.fetch;
  /** Whether an answer is on its way that does not wait for the time. */
  readonly isBusy: () => boolean;
  /** The server is done with a request. */
  readonly settled: (entry: JournalEntry) => void;
}

/** An answer that was read already: a browser takes its time for that, outside of any clock. */
async function readAnswer(response: Response): Promise<Response> {
  const text = await response.text();
  const { status, statusText, headers, url } = response;
  const read = new Response(text === '' ? null : text, { status, statusText, headers });
  Object.defineProperties(read, {
    url: { value: url },
    body: { value: null },
    text: { value: async () => text },
    clone: { value: () => read },
  });
  return read;
}

export function wireTo(simulator: Pick<Simulator, 'fetch' | 'requests'>): Wire {
  let underway = 0;
  const done = new WeakSet<JournalEntry>();
  // A fault can have a request wait: then it is the time that has to go on.
  const isWaiting = (entry: JournalEntry) => entry.fault === true && !done.has(entry);
  return {
    async fetch(input, init) {
      underway += 1;
      try {
        return await readAnswer(await simulator.fetch(input, init));
      } finally {
        underway -= 1;
      }
    },
    isBusy: () => underway > 0 && underway > simulator.requests.slice(-20).filter(isWaiting).length,
    settled: (entry) => void done.add(entry),
  };
}
