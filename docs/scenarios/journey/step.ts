import type { EndpointId } from '../../../src/simulator/index.js';
import type { Speaker } from '../scenario.js';

/** Who takes part in a journey. */
export type Party =
  | 'viewer'
  | 'phone'
  | 'television'
  /** Adobe Pass. */
  | 'adobe'
  /** The TV provider, with its pages. */
  | 'provider'
  /** The programmer's own servers. */
  | 'backend'
  /** The platform's framework for partner single sign-on. */
  | 'partner';

interface Common {
  /** Milliseconds since the start of the journey. */
  readonly at: number;
  readonly from: Party;
  readonly to: Party;
  /** In a few words, with stable names in place of codes. */
  readonly label: string;
}

/** One thing that happens. */
export type Step = Common &
  (
    | {
        /** Sent to a machine from outside. */
        readonly kind: 'event';
      }
    | {
        /** What a machine shows from now on. */
        readonly kind: 'state';
        readonly phase: string;
      }
    | {
        readonly kind: 'request';
        /** What it brings along: its fields, and the headers that matter. */
        readonly details: readonly string[];
        /** Absent where it goes to a helper, and not to the server. */
        readonly endpoint?: EndpointId;
      }
    | {
        readonly kind: 'response';
        readonly endpoint?: EndpointId;
        /** The HTTP status; absent where there was no answer. */
        readonly status?: number;
      }
    | {
        /** What a person does or says, or what befalls them. */
        readonly kind: 'person';
        readonly who: Speaker;
      }
  );
