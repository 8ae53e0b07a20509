/** A stretch of a scenario. It begins and ends with the first step that has these words. */
export interface Stretch {
  /** The id of the scenario. */
  readonly scenario: string;
  readonly from: string;
  readonly to: string;
  /** Which of several ways it is. */
  readonly title?: string;
}

/** A flow of the protocol, as it went in one scenario, or in several that differ in their ways. */
export interface Flow {
  readonly id: string;
  readonly stretches: readonly [Stretch, ...Stretch[]];
  /** Shows the registration and the tokens as well, which every flow needs. */
  readonly withTokens?: true;
}

/** From the picking of a provider to the profile. */
const signIn = { from: 'mvpd.selected', to: 'authenticated with' } as const;

/** From the viewer's word to the profile. */
const whole = { from: 'authenticate', to: 'authenticated with' } as const;

/** From the partner's answer to the login page. */
const fallback = {
  from: 'TV provider in the settings',
  to: 'authenticating, authenticate',
} as const;

const logout = { from: 'logout', to: 'unauthenticated' } as const;

/** The flows of the protocol that `docs/flows.md` shows, in its order. */
export const flows: readonly Flow[] = [
  {
    id: 'registration',
    withTokens: true,
    stretches: [
      { title: 'the first start', scenario: 'token-expired', from: 'E1', to: 'no profile' },
      {
        title: 'the token has expired',
        scenario: 'token-expired',
        from: 'play news',
        to: 'permit news',
      },
      {
        title: 'the client was revoked',
        scenario: 'client-revoked',
        from: 'play news',
        to: 'confirming',
      },
    ],
  },
  {
    id: 'configuration',
    stretches: [{ scenario: 'primary-sign-in', from: 'authenticate', to: 'mvpd.selected' }],
  },
  {
    id: 'dispatch',
    stretches: [
      {
        title: 'authenticate: a login is due',
        scenario: 'primary-sign-in',
        from: 'E4',
        to: 'authenticating, authenticate',
      },
      {
        title: 'resume: parameters are missing',
        scenario: 'missing-parameters',
        from: 'E4',
        to: 'authenticating, resume',
      },
      {
        title: 'authorize: no login is needed',
        scenario: 'degraded-authn-all',
        from: 'E4',
        to: 'authenticated with',
      },
      {
        title: 'partner_profile: the platform answers',
        scenario: 'partner-sign-in',
        from: 'E11',
        to: 'SAML response',
      },
      {
        title: 'anything else',
        scenario: 'unknown-action',
        from: 'E4',
        to: 'authenticating, failed',
      },
    ],
  },
  { id: 'primary', stretches: [{ scenario: 'primary-sign-in', ...signIn }] },
  { id: 'secondary', stretches: [{ scenario: 'secondary-sign-in', ...signIn }] },
  { id: 'secondary-without-mvpd', stretches: [{ scenario: 'missing-parameters-retry', ...whole }] },
  { id: 'polling', stretches: [{ scenario: 'code-expires', ...signIn }] },
  {
    id: 'profiles',
    stretches: [
      {
        title: 'several profiles',
        scenario: 'several-profiles',
        from: 'E8',
        to: 'authenticated with',
      },
      { title: 'a later start', scenario: 'restart', from: 'E9', to: 'E9' },
      {
        title: 'the profile expires',
        scenario: 'profile-expires',
        from: 'An hour goes by',
        to: 'authenticating, authenticate',
      },
    ],
  },
  {
    id: 'preauthorization',
    stretches: [{ scenario: 'marks-and-denial', from: 'preauthorize', to: 'marks:' }],
  },
  {
    id: 'authorization',
    stretches: [
      { title: 'permitted', scenario: 'marks-and-denial', from: 'play news', to: 'news permitted' },
      {
        title: 'denied',
        scenario: 'marks-and-denial',
        from: 'play football',
        to: 'football denied',
      },
    ],
  },
  {
    id: 'logout',
    stretches: [
      { title: 'logout', scenario: 'logout', ...logout },
      { title: 'partner_logout', scenario: 'logout-partner', ...logout },
      { title: 'complete', scenario: 'logout-complete', ...logout },
      { title: 'invalid', scenario: 'logout-invalid', ...logout },
    ],
  },
  { id: 'single-logout', stretches: [{ scenario: 'single-logout', ...logout }] },
  {
    id: 'degraded',
    stretches: [
      {
        title: 'AuthNAll',
        scenario: 'degraded-authn-all',
        from: 'mvpd.selected',
        to: 'news permitted',
      },
      {
        title: 'AuthZAll',
        scenario: 'degraded-authz-all',
        from: 'play news',
        to: 'news permitted',
      },
      {
        title: 'AuthZNone',
        scenario: 'degraded-authz-none',
        from: 'play series',
        to: 'series denied',
      },
    ],
  },
  {
    id: 'temporary',
    stretches: [
      {
        title: 'basic',
        scenario: 'temporary-basic',
        from: 'temporaryAccess.start',
        to: 'Offers to sign in',
      },
      {
        title: 'promotional',
        scenario: 'temporary-promotional',
        from: 'temporaryAccess.start',
        to: 'Offers to sign in',
      },
    ],
  },
  {
    id: 'service-token',
    stretches: [{ scenario: 'service-token-link', from: 'E19', to: 'news permitted' }],
  },
  {
    id: 'platform-identity',
    stretches: [{ scenario: 'platform-amazon', from: 'E8', to: 'news permitted' }],
  },
  {
    id: 'partner',
    stretches: [{ scenario: 'partner-sign-in', from: 'authenticate', to: 'news permitted' }],
  },
  {
    id: 'fallbacks',
    stretches: [
      { title: 'permission refused', scenario: 'partner-permission-refused', ...fallback },
      { title: 'provider not supported', scenario: 'partner-unsupported-provider', ...fallback },
      { title: 'pfs_fallback', scenario: 'partner-pfs-fallback', ...fallback },
      {
        title: 'configuration_fallback',
        scenario: 'partner-configuration-fallback',
        ...fallback,
      },
      {
        title: 'missing_parameters_fallback',
        scenario: 'partner-missing-parameters',
        ...fallback,
      },
      { title: 'no SAML response', scenario: 'partner-no-saml', ...fallback },
      { title: 'SAML response refused', scenario: 'partner-profile-refused', ...fallback },
    ],
  },
  {
    id: 'server-to-server',
    stretches: [{ scenario: 'server-to-server', from: 'mvpd.selected', to: 'news permitted' }],
  },
];
