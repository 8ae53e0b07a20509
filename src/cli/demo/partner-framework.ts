import type { PartnerFramework } from '../../index.js';
import type { Stage } from './stage.js';

/** Milliseconds until the account in the settings of the television has to be confirmed. */
const ACCOUNT_LIFE = 24 * 60 * 60_000;

/**
 * Stands for what Apple's Video Subscriber Account framework does: the viewer has an account of this
 * provider in the settings, and lets the app see it.
 */
export function settingsAccount(providerId: string, { rest }: Stage): PartnerFramework {
  return {
    async status() {
      await rest(700);
      return {
        frameworkPermissionInfo: { accessStatus: 'granted' },
        frameworkProviderInfo: { id: providerId, expirationDate: Date.now() + ACCOUNT_LIFE },
      };
    },
    async authenticate() {
      await rest(1000);
      return {
        samlResponse:
          '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" Version="2.0"/>',
      };
    },
  };
}
