import { expect, it } from 'vitest';
import {
  consoleSink,
  createInspection,
  type InspectionSink,
  recorderSink,
  replay,
  statelySink,
  testOf,
  xstateInspectSink,
} from '../../src/inspect/index.js';
import { simulateTime } from '../support/world.js';
import { lifeOfAViewer } from './support/life.js';
import { nearInspector } from './support/peer.js';
import { formsOf, foundIn, Secrets } from './support/plant.js';
import { directTransport, receive } from './support/receiver.js';
import { watcher } from './support/watch.js';

simulateTime();

const wholeLife = [
  'restoring',
  'checking',
  'unauthenticated',
  'fetchingConfiguration',
  'choosing',
  'authenticating',
  'authenticated',
  'loggingOut',
  'unauthenticated',
];

it('a secret can be found in each of its forms', () => {
  const secret = 'planted1secret1x';
  for (const [at, before] of ['', 'x', 'xy', '{"a":"'].entries()) {
    const encoded = Buffer.from(`${before}${secret} after`).toString('base64');
    expect(foundIn(encoded, [secret]), `${at}`).toEqual([secret]);
  }
  expect(foundIn(`a ${secret}`, [secret, 'planted2secret2x'])).toEqual([secret]);
  expect(formsOf(secret)).toHaveLength(4);
});

/** A sink, around what the app fetches with, and everything that has left the sink at the end. */
interface Watched {
  readonly sink: InspectionSink;
  readonly fetch?: (fetch: typeof globalThis.fetch) => typeof globalThis.fetch;
  readonly left: () => string;
}

const sinks: Record<string, () => Watched> = {
  'a sink of one’s own'() {
    const { sink: watching, seen } = watcher();
    const requests: string[] = [];
    const sink: InspectionSink = {
      open(app) {
        app.onRequest((request) => requests.push(JSON.stringify(request)));
        return watching.open(app);
      },
    };
    const plain = () =>
      seen.map(({ actor: { machine: _, ...actor }, ...rest }) =>
        JSON.stringify({ ...rest, actor }),
      );
    return { sink, left: () => [...plain(), ...requests].join('\n') };
  },
  consoleSink() {
    const lines: string[] = [];
    const sink = consoleSink({ actors: () => true, log: (line) => void lines.push(line) });
    return { sink, left: () => lines.join('\n') };
  },
  statelySink() {
    const { transport, sent, open, say } = nearInspector();
    const shown = statelySink({ transport });
    const sink: InspectionSink = {
      open(app) {
        const observe = shown.open(app);
        open();
        return observe;
      },
    };
    const left = () => {
      say({ type: '@statelyai.connected', deviceVersion: 1 });
      return sent.join('\n');
    };
    return { sink, left };
  },
  xstateInspectSink() {
    const direct = directTransport();
    const shown = xstateInspectSink({ transport: direct.transport });
    let wire: readonly string[] = [];
    const sink: InspectionSink = {
      open(app) {
        const observe = shown.open(app);
        ({ wire } = receive(direct));
        return observe;
      },
    };
    return { sink, left: () => wire.join('\n') };
  },
  recorderSink() {
    const recorder = recorderSink();
    return {
      sink: recorder,
      fetch: recorder.fetch,
      left() {
        const record = recorder.record();
        const flow = replay(record);
        const views: unknown[] = [];
        while (flow.position < flow.length) views.push(flow.forward().view());
        return [JSON.stringify(record), testOf(record), JSON.stringify(views)].join('\n');
      },
    };
  },
};

it.each(
  Object.entries(sinks).flatMap(([name, make]) =>
    (['from the start', 'later'] as const).map((attach) => ({ name, make, attach })),
  ),
)(
  'no secret of a sign-in, a play request and a sign-out leaves $name, which looks on $attach',
  async ({ make, attach }) => {
    const secrets = new Secrets();
    const { sink, fetch, left } = make();
    const inspect = createInspection({ sinks: [sink] });
    const watched = fetch ?? inspect.fetch;
    const phases = await lifeOfAViewer(secrets, inspect, { attach, watched });
    expect(phases).toEqual(wholeLife);
    expect(secrets.all.length).toBeGreaterThan(100);
    expect(left().length).toBeGreaterThan(5000);
    expect(foundIn(left(), secrets.all)).toEqual([]);
  },
);
