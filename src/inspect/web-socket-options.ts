/** How long a connection may take to close, in milliseconds. */
const CLOSE_TIMEOUT = 1000;
/** No inspector has more to say, in bytes. */
const MAX_PAYLOAD = 1 << 20;

interface NodeRequest {
  readonly once: (event: 'socket', listener: (socket: { unref: () => void }) => void) => void;
  readonly end: () => void;
}

/**
 * In Node, what else the constructor of `ws` takes, so that a connection keeps no process alive. Others
 * do not look at it; React Native complains, and so is not given it.
 */
export function nodeOptions(): [protocols?: string[], options?: object] {
  const { process } = globalThis as { process?: { versions?: { node?: string } } };
  if (process?.versions?.node === undefined) return [];
  const options = {
    closeTimeout: CLOSE_TIMEOUT,
    maxPayload: MAX_PAYLOAD,
    perMessageDeflate: false,
    finishRequest(request: NodeRequest) {
      request.once('socket', (socket) => socket.unref());
      request.end();
    },
  };
  return [[], options];
}
