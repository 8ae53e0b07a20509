import type { Remedy } from '../../errors/index.js';

/**
 * How a viewer came in. `login`: they have just logged in. `partner`: the login of the platform. `sso`:
 * single sign-on with another app. `temporary`, `degraded`: the server asks for no login. `stored`: a
 * profile was there already.
 */
export type SignedInHow = 'login' | 'sso' | 'partner' | 'temporary' | 'degraded' | 'stored';

/**
 * How a viewer went out. `complete`: at their word, and all of it was done. `partial`: at their word, but
 * they may still be signed in at their TV provider. `expired`: without a word, as their profile ended.
 */
export type SignedOutHow = 'complete' | 'partial' | 'expired';

/** What was under way when something failed. `check`: what was stored, or the profile, was looked at. */
export type FailedDuring = 'check' | 'sign_in' | 'sign_out' | 'play' | 'marks';

/** What each event says. Nothing in it is a secret, or tells who somebody is, or what they watch. */
export interface JourneyProperties {
  /** The life of a viewer has begun, or goes on from where it was stored. */
  app_started: { readonly restored: boolean };
  /** The viewer has picked a TV provider. */
  provider_chosen: { readonly provider: string };
  /** There is a new code to show, or a login page to open. `renewed`: in the place of a former one. */
  code_shown: { readonly renewed: boolean };
  code_expired: Readonly<Record<string, never>>;
  /** `seconds`: since the app, or the sign-in, began; not there where that was not seen. */
  viewer_signed_in: {
    readonly provider: string;
    readonly how: SignedInHow;
    readonly seconds?: number;
  };
  play_permitted: { readonly provider: string };
  /** `why`: the code of the error, or `media_token_rejected`. */
  play_denied: { readonly provider?: string; readonly why: string };
  /** How many titles of a list are open, locked, or not known. */
  marks_received: {
    readonly provider: string;
    readonly permitted: number;
    readonly denied: number;
    readonly unknown: number;
  };
  viewer_signed_out: { readonly provider: string; readonly how: SignedOutHow };
  /** Something went wrong that the viewer is told of. */
  flow_failed: {
    readonly during: FailedDuring;
    readonly code: string;
    readonly remedy: Remedy;
  };
}

/** The name of an event. */
export type JourneyEventName = keyof JourneyProperties;

/** A step of a viewer, as products count them. Narrow it by `name`. */
export type JourneyEvent = {
  readonly [TName in JourneyEventName]: {
    readonly name: TName;
    /** Epoch milliseconds. */
    readonly at: number;
    /** The `sessionId` of the flow's root: the same in all events of one viewer's app. */
    readonly flow: string;
    readonly properties: JourneyProperties[TName];
  };
}[JourneyEventName];
