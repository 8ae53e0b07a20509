import type { PartnerFrameworkStatus } from '../../client/index.js';
import type { PartnerFramework } from '../../index.js';
import type { Stage } from './stage.js';

/** Milliseconds until the account in the settings has to be confirmed. */
const ACCOUNT_LIFE = 24 * 60 * 60_000;

/** The TV provider in the settings of a device. */
export interface SettingsAccount {
  /** What the platform says of it, without asking anybody. */
  readonly status: () => PartnerFrameworkStatus;
  readonly framework: PartnerFramework;
  /** The viewer adds an account, by its id at the platform. */
  readonly add: (providerId: string) => void;
}

/**
 * Stands for what Apple's Video Subscriber Account framework does: the viewer has an account of a
 * provider in the settings, and lets the app see it.
 */
export function settingsAccount({ clock, rest }: Stage): SettingsAccount {
  let id: string | undefined;
  const status = (): PartnerFrameworkStatus => ({
    frameworkPermissionInfo: { accessStatus: 'granted' },
    ...(id !== undefined && {
      frameworkProviderInfo: { id, expirationDate: clock.now() + ACCOUNT_LIFE },
    }),
  });
  return {
    status,
    framework: {
      async status() {
        await rest(700);
        return status();
      },
      async authenticate() {
        await rest(800);
        return {
          samlResponse:
            '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" Version="2.0"/>',
        };
      },
    },
    add(providerId) {
      id = providerId;
    },
  };
}
