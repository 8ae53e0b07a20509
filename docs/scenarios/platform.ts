import type { PartnerFramework, PartnerFrameworkStatus, SsoIdentity } from '../../src/index.js';

/** Milliseconds until the account in the settings has to be confirmed. */
const ACCOUNT_LIFE = 24 * 60 * 60_000;

/** What the platform of a television knows of its viewer. */
export interface Platform {
  /** `AD-Service-Token` of the programmer's identity service, or of Adobe's SSO service. */
  serviceToken?: string | undefined;
  /** `Adobe-Subject-Token`, as Amazon's SDK gives it. */
  subjectToken?: string | undefined;
  /** What a Roku adds to every request. */
  rokuConnectToken?: string | undefined;
  /** Whether this app may see the TV provider in the settings. */
  permission: 'granted' | 'denied' | 'restricted' | 'notDetermined';
  /** The TV provider in the settings, by its id there. */
  provider?: string | undefined;
  /** What the viewer picks where there is no TV provider in the settings, and the platform asks. */
  picks?: string | undefined;
  /** The provider in the settings is one that the platform does not support; this is its id. */
  unsupportedProvider?: string | undefined;
  /** Epoch milliseconds at which the account in the settings ends; a day from now where left out. */
  providerExpires?: number | undefined;
  /** What the provider in the settings answers to a SAML request. */
  saml: 'answered' | 'declined' | 'fails';
  /** Promotional temporary access: a hash of what the viewer is known by. */
  temporaryIdentity?: string | undefined;
}

/** Nobody is known, and the app may see that. */
export const nobody: Platform = { permission: 'granted', saml: 'answered' };

/** What the platform says of the TV provider in its settings, without asking anybody. */
function partnerStatus(platform: Platform, now: number): PartnerFrameworkStatus {
  const { permission, provider, unsupportedProvider, providerExpires } = platform;
  const id = unsupportedProvider ?? provider;
  return {
    frameworkPermissionInfo: { accessStatus: permission },
    ...(permission === 'granted' &&
      id !== undefined && {
        frameworkProviderInfo: {
          id,
          ...(unsupportedProvider === undefined
            ? { expirationDate: providerExpires ?? now + ACCOUNT_LIFE }
            : { error: { code: '1', message: 'The provider is not supported.' } }),
        },
      }),
  };
}

/** The platform's framework for partner single sign-on. */
export const partnerFramework = (platform: Platform, now: () => number): PartnerFramework => ({
  status: async ({ providers }) => {
    if (platform.permission === 'granted' && platform.picks !== undefined) {
      await providers?.();
      platform.provider ??= platform.picks;
    }
    return partnerStatus(platform, now());
  },
  async authenticate() {
    if (platform.saml === 'fails') throw new Error('The framework has failed');
    const samlResponse =
      '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" Version="2.0"/>';
    return platform.saml === 'answered' ? { samlResponse } : {};
  },
});

/** What goes with every request of the television that takes it. */
export const identityOf = (platform: Platform, now: () => number): SsoIdentity => ({
  serviceToken: platform.serviceToken,
  subjectToken: platform.subjectToken,
  rokuConnectToken: platform.rokuConnectToken,
  partnerFrameworkStatus: () =>
    platform.provider === undefined ? undefined : partnerStatus(platform, now()),
});
