import type { EndpointId, JournalEntry, Simulator, SimulatorOptions } from '../simulator/index.js';
import type { ConformanceApp } from './conformance-app.js';
import type { ConformanceIdentities, OptionalMember } from './driver.js';

/** What an integration may lack: members of the driver, and what it is given in the world. */
export type ConformanceFeature =
  | 'primary'
  | 'secondary'
  /** `X-Device-Info`, which browsers may leave out. */
  | 'deviceInfo'
  | keyof ConformanceIdentities
  | OptionalMember;

export type ConformanceLevel = 'MUST' | 'MUST NOT' | 'SHOULD' | 'SHOULD NOT';

/** A media token as it came to the backend. */
export interface VerifiedToken {
  readonly serializedToken: string;
  readonly resource: string;
  /** `VALID_TOKEN`, or what is wrong with it. */
  readonly verdict: string;
}

/** What a case has at hand. */
export interface ConformanceContext {
  readonly simulator: Simulator;
  /** The screen that the app runs on. */
  readonly screen: 'primary' | 'secondary';
  readonly redirectUrl: string;
  readonly domainName: string;
  readonly device: { readonly id: string; readonly info: object };
  readonly softwareStatement: string;
  /** Opens the app, or opens it again: with an empty memory, over the same storage. */
  readonly start: () => Promise<ConformanceApp>;
  /** Lets this many milliseconds go by. */
  readonly pass: (milliseconds: number) => Promise<void>;
  /** What the app has sent since the last `mark`, of these endpoints or at all; oldest first. */
  readonly sent: (...endpoints: readonly EndpointId[]) => JournalEntry[];
  /** From here on, `sent` counts anew. */
  readonly mark: () => void;
  /**
   * Looks at how often the app has sent this since the last `mark`.
   *
   * @param count how often it should have; or at least and at most
   * @throws ConformanceFailure that says what was seen, and why it should not be
   */
  readonly expectSent: (
    endpoint: EndpointId,
    count: number | readonly [least: number, most: number],
    why: string,
  ) => JournalEntry[];
  /** The media tokens that the backend was given. */
  readonly verified: readonly VerifiedToken[];
  /** All that the app has stored, as text. */
  readonly stored: () => string;
  /** Requests as a person reads them: `E10 at 3.0 s, E10 at 8.0 s`. */
  readonly listed: (entries: readonly JournalEntry[]) => string;
}

/** One thing that an integration does right or wrong. */
export interface ConformanceCase {
  readonly id: string;
  /** What the app does, in the third person. */
  readonly title: string;
  /** The rules that it stands for, as `R66`. */
  readonly rules: readonly `R${number}`[];
  readonly level: ConformanceLevel;
  /** Without these, it is skipped. */
  readonly needs?: readonly ConformanceFeature[];
  /** Where left out, any that the integration has. */
  readonly screen?: 'primary' | 'secondary';
  readonly simulator?: SimulatorOptions;
  /** What the viewer has, given the time of the start in epoch milliseconds. */
  readonly identities?: (now: number) => ConformanceIdentities;
  readonly run: (context: ConformanceContext) => Promise<void>;
}
