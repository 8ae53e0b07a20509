// Taken when this module loads, before any clock replaces them.
const {
  setTimeout: later,
  setImmediate: immediate,
  MessageChannel: Channel,
} = globalThis as Partial<Pick<typeof globalThis, 'setImmediate' | 'MessageChannel'>> &
  Pick<typeof globalThis, 'setTimeout'>;

/** Lets the event loop go round once, whatever the clock says. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    if (immediate) {
      immediate(resolve);
      return;
    }
    const { port1, port2 } = new Channel!();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(null);
  });
}

/** Lets answers that are on their way arrive. */
export async function settle(turns = 20): Promise<void> {
  for (let left = turns; left > 0; left--) await turn();
}

/** Waits for what takes its time outside of JavaScript, such as files: this many real milliseconds. */
export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => void later(resolve, milliseconds));
