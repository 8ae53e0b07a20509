import {
  consoleSink,
  createInspection,
  type Inspect,
  type InspectionTransport,
  recorderSink,
  statelySink,
  xstateInspectSink,
} from '../../../src/inspect/index.js';

/** Somebody who takes all that is sent, as a socket does: as JSON. */
function taker() {
  let length = 0;
  const send = (message: object): void => void (length += JSON.stringify(message).length);
  const transport: InspectionTransport = {
    listen: ({ opened, received }) => {
      opened?.({ send });
      received?.({ type: 'xstate.inspecting' }, { send });
    },
    send,
    close: () => undefined,
  };
  return { transport, taken: () => length };
}

const nobody: InspectionTransport = {
  listen: () => undefined,
  send: () => undefined,
  close: () => undefined,
};

/** What can watch a sign-in, and a number that grows where it sees something. */
export const watchers = {
  nobody: () => ({ inspect: undefined, seen: () => 1 }),
  'inspectors that are not there': () => ({
    inspect: createInspection({
      sinks: [statelySink({ transport: nobody }), xstateInspectSink({ transport: nobody })],
    }),
    seen: () => 1,
  }),
  consoleSink() {
    let lines = 0;
    const sink = consoleSink({ log: () => void (lines += 1) });
    return { inspect: createInspection({ sinks: [sink] }), seen: () => lines };
  },
  recorderSink() {
    const recorder = recorderSink();
    const inspect = createInspection({ sinks: [recorder] });
    return { inspect, seen: () => recorder.record().steps.length };
  },
  statelySink() {
    const { transport, taken } = taker();
    return { inspect: createInspection({ sinks: [statelySink({ transport })] }), seen: taken };
  },
  xstateInspectSink() {
    const { transport, taken } = taker();
    return {
      inspect: createInspection({ sinks: [xstateInspectSink({ transport })] }),
      seen: taken,
    };
  },
} satisfies Record<
  string,
  () => { readonly inspect: Inspect | undefined; readonly seen: () => number }
>;

export type WatcherName = keyof typeof watchers;
export const watcherNames = Object.keys(watchers) as readonly WatcherName[];
