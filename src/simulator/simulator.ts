import type { DecisionSwitches } from './decisions.js';
import type { Faults } from './faults/fault.js';
import type { JournalEntry } from './http/journal-entry.js';
import type { SimulatedMvpd } from './mvpds.js';
import type { PartnerSwitches } from './options.js';
import type { MediaTokenVerdict } from './state/media-tokens.js';
import type { StoredProfileType } from './state/records.js';
import type { Viewer } from './viewer/types.js';

/** A profile that a tester puts into the store. */
export interface ProfileToAdd {
  readonly mvpd: string;
  /** @default 'regular' */
  readonly type?: StoredProfileType;
  /** The plain device id. @default every device */
  readonly deviceId?: string;
  /** @default every client application */
  readonly clientId?: string;
  /** @default every service provider */
  readonly serviceProvider?: string;
  /**
   * Whose SSO profile it is: the `sub` of the identity token, or the token itself where that cannot
   * be read. @default everybody's
   */
  readonly subject?: string;
  /** Plain values; replaces the default attributes. */
  readonly attributes?: Readonly<Record<string, unknown>>;
  /** A sample names another one than the MVPD (D20). @default the MVPD, or `Apple` */
  readonly issuer?: string;
  /** Epoch milliseconds. @default now and the simulator's `profileLife` */
  readonly notAfter?: number;
}

/** Which profiles are meant: all that match every member that is given. */
export interface ProfileFilter {
  readonly mvpd?: string;
  readonly type?: StoredProfileType;
  readonly deviceId?: string;
}

/** The profiles that the server holds. */
export interface ProfileSwitches {
  add(profile: ProfileToAdd): void;
  /** Lets them run out now: decisions answer `authenticated_profile_expired`. */
  expire(filter?: ProfileFilter): void;
  /** Ends them before their time: decisions answer `authenticated_profile_invalidated`. */
  invalidate(filter?: ProfileFilter): void;
  /** Forgets them: decisions answer `authenticated_profile_missing`. */
  clear(filter?: ProfileFilter): void;
  readonly size: number;
}

/** What the server knows about a session. */
export interface SimulatedSession {
  readonly code: string;
  readonly serviceProvider: string;
  readonly deviceId: string;
  readonly mvpd?: string;
  readonly domainName?: string;
  readonly redirectUrl?: string;
  /** Epoch milliseconds. */
  readonly notBefore: number;
  /** Epoch milliseconds. */
  readonly notAfter: number;
  readonly status: 'open' | 'signed-in' | 'abandoned' | 'expired';
}

/** The server's clock, which need not agree with the device's. */
export interface SimulatorClock {
  /** Milliseconds that it is ahead of the device's; negative where it is behind. Can be set. */
  offset: number;
  /** What it shows, in epoch milliseconds. */
  now(): number;
}

/** A client that has been registered, in the words of E1. */
export interface RegisteredClient {
  readonly client_id: string;
  readonly client_secret: string;
  /** Epoch seconds. */
  readonly client_id_issued_at: number;
  readonly redirect_uris: readonly string[];
  readonly grant_types: readonly string[];
  readonly scopes: readonly string[];
}

/** A simulator that listens on a port. */
export interface SimulatorServer {
  /** Such as `http://127.0.0.1:49152`. */
  readonly origin: string;
  readonly port: number;
  /** Stops listening and drops what is still connected. */
  close(): Promise<void>;
}

/** Where to listen. */
export interface ListenOptions {
  /** 0 for any free one. @default 0 */
  readonly port?: number;
  /** @default '127.0.0.1' */
  readonly host?: string;
}

/** Adobe Pass Authentication, in memory. */
export interface Simulator {
  /** Stands in for the global `fetch`; opens no socket. It needs no `this`. */
  readonly fetch: typeof globalThis.fetch;
  /**
   * Listens on a port.
   *
   * @throws Error with `code` `EADDRINUSE` and the like where that is not possible
   */
  readonly listen: (options?: ListenOptions) => Promise<SimulatorServer>;
  /** The person in front of the television. */
  readonly viewer: Viewer;
  /** Every request since the start or the last `reset`, oldest first, and still being added to. */
  readonly requests: readonly JournalEntry[];
  readonly faults: Faults;
  readonly clock: SimulatorClock;
  readonly profiles: ProfileSwitches;
  /** Denials on order, whoever decides; see also `permits` and `decide` of an MVPD. */
  readonly decisions: DecisionSwitches;
  /**
   * What the Media Token Verifier of a programmer's backend says. It does not mind a token that it
   * has seen before: that each is used once is up to the app.
   */
  readonly verifyMediaToken: (serializedToken: string, resource: string) => MediaTokenVerdict;
  /** What the server knows about a code; `undefined` where it was never issued, or replaced. */
  readonly session: (code: string) => SimulatedSession | undefined;
  /** Ends a code now. */
  readonly expireSession: (code: string) => void;
  /**
   * Opens another session for the device of this one, as another window of it does: this code dies.
   *
   * @returns the code of the new session
   */
  readonly replaceSession: (code: string) => string;
  /** Changes an MVPD, or adds one. */
  readonly mvpd: (change: SimulatedMvpd) => void;
  /** Changes the partner SSO switches. */
  readonly partner: (change: PartnerSwitches) => void;
  /** From now on, a logout of one of these MVPDs answers for all of them. */
  readonly logoutTogether: (...mvpds: readonly string[]) => void;
  /** Registers one more client, as another window of the same device does (E1). */
  readonly registerClient: () => RegisteredClient;
  /** A valid access token of a client of its own, for callers that bring their token along. */
  readonly issueToken: () => string;
  /** Lets every access token run out: a bare 401, until a new one is fetched. */
  readonly expireTokens: () => void;
  /** Revokes every client: E2 answers `invalid_client`, and their tokens get a 401 with a code. */
  readonly revokeClients: () => void;
  /** Forgets everything: state, journal, faults, and changed switches. */
  readonly reset: () => void;
}
