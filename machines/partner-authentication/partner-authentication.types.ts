import type { PassErrorData } from '../../src/errors/index.js';
import type { PartnerFrameworkStatus, PartnerStatusProblem } from '../../src/protocol/partner.js';
import type { Session } from '../../src/protocol/session.js';
import type {
  AuthenticationEvent,
  AuthenticationInput,
  AuthenticationOutput,
  AuthenticationView,
  FoundProfile,
} from '../authentication/index.js';

/** The input of `partnerAuthenticationMachine`. All but `partner` serves the basic flow, where it comes to that. */
export interface PartnerAuthenticationInput extends Omit<AuthenticationInput, 'session'> {
  /** Default `Apple`. */
  partner?: string;
  /**
   * Where the basic flow runs when it comes to that: `here`, or it is `handed over` in the output. Default
   * `here`.
   */
  basicFlow?: 'here' | 'handed over';
}

/**
 * Why partner single sign-on did not go on: Adobe's own reasons, or what was found on the device.
 */
export type PartnerFallbackReason =
  | 'pfs_fallback'
  | 'configuration_fallback'
  | 'missing_parameters_fallback'
  | PartnerStatusProblem
  /** The framework failed. */
  | 'partner_framework_failed'
  /** The framework gave no SAML response. */
  | 'saml_response_not_present'
  /** Adobe gave the basic flow without a reason (`none`). */
  | 'none'
  /** Adobe refused the session or the profile, or made none; `error` says why. */
  | 'partner_refused'
  | (string & {});

/** Why the basic flow runs. */
export interface PartnerFallback {
  reason: PartnerFallbackReason;
  error?: PassErrorData;
}

export interface PartnerAuthenticationContext {
  /** Of this shape; the stored flows of an older one are migrated. */
  version: 2;
  /** For the basic flow. */
  input: Omit<AuthenticationInput, 'session'>;
  partner: string;
  basicFlow: 'here' | 'handed over';
  status: PartnerFrameworkStatus | null;
  session: Session | null;
  found: FoundProfile | null;
  fallback: PartnerFallback | null;
  error: PassErrorData | null;
}

/** All but `cancel` and `retry` are for the basic flow. */
export type PartnerAuthenticationEvent = AuthenticationEvent;

/** The output of `partnerAuthenticationMachine`; `fallback` where the viewer came in by the basic flow. */
export type PartnerAuthenticationOutput =
  | (AuthenticationOutput & { fallback?: PartnerFallback })
  /** The basic flow is due, with this session where the server gave one. */
  | {
      phase: 'handed_over';
      session: Session | null;
      /** The provider that the partner has named. */
      platformMappingId: string | null;
      fallback: PartnerFallback;
    };

/** What to render. In the basic flow, the phases of `authenticationView` with the reason for it. */
export type PartnerAuthenticationView =
  | { phase: 'status' }
  | { phase: 'creating' }
  | { phase: 'partner_profile' }
  | { phase: 'failed'; error: PassErrorData }
  | PartnerAuthenticationOutput
  | (AuthenticationView & { fallback?: PartnerFallback });

/** What the actor `partnerStatus` gives. */
export interface CheckedPartnerStatus {
  status: PartnerFrameworkStatus;
  /** Why it can't be used. */
  problem: PartnerStatusProblem | null;
}

/** What the actor `partnerProfile` gives: a profile, or why there is none. */
export type PartnerProfileResult = FoundProfile | PartnerFallback;
