import type { AppState, ConformanceDriver } from './driver.js';

/** What the app shows in this phase. */
export type In<TPhase extends AppState['phase']> = Extract<AppState, { phase: TPhase }>;

type Acts = {
  readonly [Name in keyof ConformanceDriver]-?: (
    ...given: Parameters<Required<ConformanceDriver>[Name]>
  ) => Promise<Awaited<ReturnType<Required<ConformanceDriver>[Name]>>>;
};

/**
 * The app as a case uses it: the acts of its driver, and ways that are often gone. Each lets time go by
 * while it waits, and rejects with a `ConformanceFailure` where it comes to nothing.
 */
export interface ConformanceApp extends Acts {
  /** Waits until the app shows one of these, for at most 15 seconds. */
  reaches<TPhase extends AppState['phase']>(...phases: readonly TPhase[]): Promise<In<TPhase>>;
  /** Waits until the app shows anything but `busy`. */
  atRest(): Promise<Exclude<AppState, { phase: 'busy' }>>;
  /** Asks to sign in, and picks the TV provider where it has to be picked. Default `Cablevision`. */
  askForCode(mvpd?: string): Promise<In<'signingIn' | 'signedIn'>>;
  /** What the viewer does with a code, up to the return of the user agent. */
  logInWith(code: string, mvpd?: string): Promise<void>;
  /** Signs in, all the way. */
  logIn(mvpd?: string): Promise<In<'signedIn'>>;
  /** Signs out, all the way. */
  logOut(): Promise<void>;
  /** Plays what has to be permitted. */
  watches(resource: string): Promise<void>;
}
