// Taken when this module loads, before any clock replaces them.
const { setImmediate: immediate, MessageChannel: Channel } = globalThis as Partial<
  Pick<typeof globalThis, 'setImmediate' | 'MessageChannel'>
>;

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
