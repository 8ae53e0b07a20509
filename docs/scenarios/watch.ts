import type { ActorOptions, AnyActorLogic } from 'xstate';
import type { JournalEntry } from '../../src/simulator/index.js';
import type { Speaker } from './scenario.js';

/** Who takes part beside the devices. */
export type Helper = 'backend' | 'partner';

/** Whoever looks on while a scenario is played. Each may be left out. */
export interface Watch {
  /** Observes the actors of the television and of the phone, as XState's option does. */
  readonly inspect?: NonNullable<ActorOptions<AnyActorLogic>['inspect']>;
  /** Stands between a device and the server. */
  readonly fetch?: (
    fetch: typeof globalThis.fetch,
    from: 'television' | 'phone',
  ) => typeof globalThis.fetch;
  /** Called with the journal entry of each request, as soon as it is answered or cut off. */
  readonly onRequest?: (entry: JournalEntry) => void;
  /** Called where a user agent is sent somewhere. */
  readonly onUserAgent?: (on: 'tv' | 'phone') => void;
  /** Called where the television asks somebody else than the server; what it gives, with the answer. */
  readonly onHelp?: (from: Helper, question: string) => (answer: string) => void;
  readonly onSay?: (who: Speaker, text: string) => void;
}
