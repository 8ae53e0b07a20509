import fc from 'fast-check';
import type { Fault } from '../../../src/simulator/index.js';
import { weather } from './weather.js';

export interface SentEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

const acts = [
  /** The viewer logs in at the MVPD with the code that is shown. */
  'log in',
  /** The same, and the user agent comes back. */
  'log in and return',
  'expire the code',
  'expire the tokens',
  'revoke the clients',
  'expire the profiles',
  'invalidate the profiles',
  'clear the profiles',
  'deny',
  'switch the MVPD off',
  'switch the MVPD on',
] as const;

export type Act = (typeof acts)[number];

/**
 * `page`: the flow is restored, and its client lives on. `process`: all but what was stored is gone.
 * `launch`: the same, and not even the flow was stored.
 */
export type Restart = 'page' | 'process' | 'launch';

export type Step =
  | { readonly do: 'send'; readonly event: SentEvent; readonly times: number }
  | { readonly do: 'pass'; readonly milliseconds: number }
  | { readonly do: 'fault'; readonly fault: Fault }
  | { readonly do: 'clock'; readonly by: number }
  | { readonly do: 'restart'; readonly how: Restart }
  | { readonly do: 'act'; readonly act: Act };

/** What no machine takes, or another one does. */
const strangers: readonly SentEvent[] = [
  { type: '' },
  { type: 'no.such.event', mvpd: {} },
  { type: 'play', resource: 'one' },
  { type: 'mvpd.selected', mvpd: 'Dish' },
  { type: 'code.entered', code: 'AAAAAAA' },
  { type: 'reset.confirmed' },
  { type: 'userAgent.skipped' },
  { type: 'partnerLogout.confirmed' },
  { type: 'logout' },
  { type: 'retry' },
];

export interface StepOptions {
  readonly events: readonly SentEvent[];
  /** Where most of the bad weather is. */
  readonly endpoints: ReadonlyArray<NonNullable<Fault['endpoint']>>;
  /** Default: those from a stored flow. */
  readonly restarts?: readonly Restart[];
  /** Whether a walk may be given up. Default true. */
  readonly cancels?: boolean;
}

/** Any order of what people, servers, clocks and devices do. */
export function steps({
  events,
  endpoints,
  restarts = ['page', 'process'],
  cancels = true,
}: StepOptions): fc.Arbitrary<readonly Step[]> {
  const send = (of: readonly SentEvent[]) =>
    fc
      .record({ event: fc.constantFrom(...of), times: fc.constantFrom(1, 1, 1, 2) })
      .map(({ event, times }): Step => ({ do: 'send', event, times }));
  const one = fc.oneof(
    { weight: 14, arbitrary: send(events) },
    { weight: 1, arbitrary: send(strangers) },
    ...(cancels ? [{ weight: 1, arbitrary: send([{ type: 'cancel' }]) }] : []),
    {
      weight: 14,
      arbitrary: fc
        .constantFrom(0, 0, 1, 500, 1000, 2999, 3000, 5000, 20_000, 61_000, 120_000)
        .map((milliseconds): Step => ({ do: 'pass', milliseconds })),
    },
    { weight: 6, arbitrary: weather(endpoints).map((fault): Step => ({ do: 'fault', fault })) },
    { weight: 5, arbitrary: fc.constantFrom(...acts).map((act): Step => ({ do: 'act', act })) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(...restarts).map((how): Step => ({ do: 'restart', how })),
    },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(-3_600_000, -2000, 2000, 3_600_000)
        .map((by): Step => ({ do: 'clock', by })),
    },
  );
  // Few long walks get farther than many short ones, each of which has to begin and to end.
  return fc.array(one, { maxLength: 40, size: 'max' });
}
