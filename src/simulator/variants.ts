/**
 * Where Adobe's pages disagree with each other: which of them the simulator follows. The defaults are
 * what the samples show, and a client has to bear all of it.
 */
export interface AnswerVariants {
  /** Whether E5 answers with a code other than the one in its path (D10). @default false */
  readonly renewCodeOnResume?: boolean;
  /**
   * Where the configuration has its `mvpds` (D5): inside `requestor`, as in the sample, or beside it
   * and with a `time`, as in the table. @default 'nested'
   */
  readonly configurationPlacement?: 'nested' | 'beside';
  /** What an encrypted attribute of a profile has for a `state` (D17). @default 'enc' */
  readonly encryptedState?: 'enc' | 'encrypted';
  /**
   * The `action` of the time and configuration errors of a promotional TempPass in E9 (D21): that of
   * the error catalogue, or `none` as in the samples. @default 'documented'
   */
  readonly promotionalErrorAction?: 'documented' | 'none';
  /**
   * What a preauthorization of too many resources is answered with (D25): `too_many_resources`, or
   * no decision at all as before server 3.4.0. @default 'error'
   */
  readonly preauthorizeLimitAnswer?: 'error' | 'empty';
  /** Whether a decision echoes its resource with a space behind it (D26). @default 'exact' */
  readonly resourceEcho?: 'exact' | 'trailing-space';
  /** Whether a media token says `issuedAt` (D27). @default false */
  readonly mediaTokenIssuedAt?: boolean;
  /**
   * How the SSO service names its token and its code (D34): `serviceToken` and `code` as in the
   * samples, or `jws` and `link` as in the tables. @default 'samples'
   */
  readonly ssoServiceNames?: 'samples' | 'tables';
}

/** Fills the defaults in. */
export function answerVariants(variants: AnswerVariants): Required<AnswerVariants> {
  return {
    renewCodeOnResume: variants.renewCodeOnResume ?? false,
    configurationPlacement: variants.configurationPlacement ?? 'nested',
    encryptedState: variants.encryptedState ?? 'enc',
    promotionalErrorAction: variants.promotionalErrorAction ?? 'documented',
    preauthorizeLimitAnswer: variants.preauthorizeLimitAnswer ?? 'error',
    resourceEcho: variants.resourceEcho ?? 'exact',
    mediaTokenIssuedAt: variants.mediaTokenIssuedAt ?? false,
    ssoServiceNames: variants.ssoServiceNames ?? 'samples',
  };
}
