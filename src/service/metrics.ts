import type * as PromClient from 'prom-client';
import type { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** How a call to Adobe ended: the class of its status, or why there is none. */
export type Outcome = '2xx' | '3xx' | '4xx' | '429' | '5xx' | 'unreachable' | 'aborted';

/** What is counted. No label names a device, a viewer, a flow or a code. */
export interface Metrics {
  /** Whether `prom-client` is installed. */
  readonly isKept: boolean;
  called(endpoint: string, outcome: Outcome, seconds: number): void;
  retried(endpoint: string): void;
  throttled(by: 'adobe' | 'service'): void;
  stepped(machine: string, kind: 'start' | 'event', seconds: number): void;
  answered(route: string, status: number): void;
  streams(open: number): void;
  /** The text for Prometheus; nothing where `prom-client` is not installed. */
  text(
    census: () => ReadonlyMap<string, number>,
  ): Promise<{ readonly text: string; readonly type: string } | undefined>;
}

const nothing: Metrics = {
  isKept: false,
  called() {},
  retried() {},
  throttled() {},
  stepped() {},
  answered() {},
  streams() {},
  text: async () => undefined,
};

const CALL_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15];
const STEP_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1];

type Prometheus = Pick<
  typeof PromClient,
  'Registry' | 'Counter' | 'Gauge' | 'Histogram' | 'collectDefaultMetrics'
>;

interface Instruments {
  readonly registry: Registry;
  readonly calls: Histogram<'endpoint' | 'outcome'>;
  readonly retries: Counter<'endpoint'>;
  readonly throttles: Counter<'by'>;
  readonly steps: Histogram<'machine' | 'kind'>;
  readonly answers: Counter<'route' | 'status'>;
  readonly open: Gauge;
  readonly flows: Gauge<'machine' | 'state'>;
}

function instruments(prometheus: Prometheus): Instruments {
  // Of this service alone: a process may have several, and metrics of its own.
  const registry = new prometheus.Registry();
  prometheus.collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    calls: new prometheus.Histogram({
      name: 'tve_call_seconds',
      help: 'Calls to Adobe, by endpoint and outcome.',
      labelNames: ['endpoint', 'outcome'],
      buckets: CALL_BUCKETS,
      registers,
    }),
    retries: new prometheus.Counter({
      name: 'tve_call_retries_total',
      help: 'Calls that repeat one of the same device that has failed.',
      labelNames: ['endpoint'],
      registers,
    }),
    throttles: new prometheus.Counter({
      name: 'tve_throttles_total',
      help: 'Answers with 429: by Adobe to the service, and by the service to a device.',
      labelNames: ['by'],
      registers,
    }),
    steps: new prometheus.Histogram({
      name: 'tve_step_seconds',
      help: 'Steps of flows that a device has asked for, until they are stored.',
      labelNames: ['machine', 'kind'],
      buckets: STEP_BUCKETS,
      registers,
    }),
    answers: new prometheus.Counter({
      name: 'tve_answers_total',
      help: 'Answers to devices, by route and status.',
      labelNames: ['route', 'status'],
      registers,
    }),
    open: new prometheus.Gauge({
      name: 'tve_streams',
      help: 'Streams and long polls that are open.',
      registers,
    }),
    flows: new prometheus.Gauge({
      name: 'tve_flows',
      help: 'Flows in the store, by machine and phase, as last counted.',
      labelNames: ['machine', 'state'],
      registers,
    }),
  };
}

/** `prom-client`, where it is installed. */
export async function loadMetrics(): Promise<Metrics> {
  let prometheus: Prometheus;
  try {
    ({ default: prometheus } = await import('prom-client'));
  } catch {
    return nothing;
  }
  const { registry, calls, retries, throttles, steps, answers, open, flows } =
    instruments(prometheus);
  return {
    isKept: true,
    called: (endpoint, outcome, seconds) => calls.observe({ endpoint, outcome }, seconds),
    retried: (endpoint) => retries.inc({ endpoint }),
    throttled: (by) => throttles.inc({ by }),
    stepped: (machine, kind, seconds) => steps.observe({ machine, kind }, seconds),
    answered: (route, status) => answers.inc({ route, status: String(status) }),
    streams: (count) => open.set(count),
    async text(census) {
      flows.reset();
      for (const [name, count] of census()) {
        const [machine = '', state = ''] = name.split(' ');
        flows.set({ machine, state }, count);
      }
      return { text: await registry.metrics(), type: registry.contentType };
    },
  };
}
