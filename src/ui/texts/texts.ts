/** What a viewer is told: a sentence about what happened, and one about what they can do. */
export interface ViewerText {
  readonly message: string;
  readonly advice: string;
}

/** Everything that a viewer may have to be told. */
export type ViewerTextKey =
  // The way to the service.
  | 'no_connection'
  /** A login page of the network stands before it. */
  | 'network_login'
  | 'try_again_later'
  | 'too_many_requests'
  | 'provider_unreachable'
  | 'storage_failed'
  /** What was stored of a viewer who has signed out is still there. */
  | 'storage_not_deleted'
  // Codes.
  | 'code_expired'
  | 'code_unknown'
  | 'code_empty'
  | 'code_too_short'
  | 'code_too_long'
  | 'code_wrong_characters'
  | 'code_no_code_in_address'
  // Signing in.
  | 'sign_in_needed'
  | 'sign_in_ended'
  /** The home-based login does not count away from home. */
  | 'away_from_home'
  | 'account_not_recognized'
  | 'temporary_access_over'
  | 'temporary_access_used_up'
  | 'temporary_access_unavailable'
  | 'decision_needed'
  | 'other_provider_needed'
  /** Partner single sign-on can't go on. */
  | 'basic_sign_in_needed'
  | 'sign_in_page_unsafe'
  // What a viewer can't help.
  | 'app_problem'
  | 'service_problem'
  | 'unknown'
  | 'cancelled'
  // Playing.
  | 'denied'
  | 'denied_by_parental_controls'
  | 'denied_for_now'
  /** Your backend did not accept the media token. */
  | 'playback_refused'
  // Signing out.
  | 'signed_out'
  | 'provider_may_be_signed_in'
  /** The platform's own sign-in is to be ended in its settings. */
  | 'system_still_signed_in'
  | 'sign_out_page_unsafe'
  | 'sign_out_incomplete';

/** All texts in one language. */
export type ViewerTexts = Readonly<Record<ViewerTextKey, ViewerText>>;

/** Texts of your own, in the place of those of a language; whole or in part. */
export type ViewerTextOverrides = Readonly<Partial<Record<ViewerTextKey, Partial<ViewerText>>>>;
