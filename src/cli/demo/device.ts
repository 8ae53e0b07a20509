import {
  createPassClient,
  memoryStorage,
  type PassClient,
  type PassClientOptions,
} from '../../client/index.js';
import type { EntitlementInput, PartnerFramework } from '../../index.js';
import { settingsAccount, type SettingsAccount } from './partner-framework.js';
import type { Stage, World } from './stage.js';

/** A device of the household. It outlives the app that runs on it. */
export interface Device {
  readonly name: string;
  readonly input: Pick<EntitlementInput, 'screen' | 'partner'>;
  readonly partnerFramework?: PartnerFramework;
  /** A client of a new process: it knows what was stored. */
  readonly client: () => PassClient;
}

const clientOf = (
  { origin, clock, fetch }: World,
  options: Pick<PassClientOptions, 'device' | 'storage' | 'sso'>,
): PassClient =>
  createPassClient({
    environment: { origin },
    serviceProvider: 'REF30',
    softwareStatement: 'a-simulated-software-statement',
    now: clock.now,
    allowInsecureRequests: true,
    ...(fetch && { fetch }),
    ...options,
  });

/** One whose account in the settings the viewer can change. */
export interface Tablet extends Device {
  readonly account: SettingsAccount;
}

/** Where a password is hard to type: the viewer signs in with a phone. */
export function television(world: World): Device {
  const storage = memoryStorage();
  const info = {
    primaryHardwareType: 'TV',
    model: 'OLED55',
    version: '1.0',
    manufacturer: 'LG',
    osName: 'webOS',
    osVersion: '6.0',
    connectionType: 'LAN',
  } as const;
  const device = { id: 'ba23d141-d715-561c-94f4-e9e4c966b1eb', info };
  return {
    name: 'television',
    input: { screen: 'secondary' },
    client: () => clientOf(world, { device, storage }),
  };
}

/** It has a browser, and TV providers in its settings. */
export function tablet(stage: Stage): Tablet {
  const storage = memoryStorage();
  const account = settingsAccount(stage);
  const info = {
    primaryHardwareType: 'Tablet',
    model: 'iPad',
    version: '8,9',
    manufacturer: 'Apple',
    osName: 'iPadOS',
    osVersion: '17.0',
    connectionType: 'WiFi',
  } as const;
  const device = { id: 'c5b1e1f0-6a58-4a0e-9d6e-0f6d3a4b7c21', info };
  const sso = { partnerFrameworkStatus: account.status };
  return {
    name: 'tablet',
    input: { screen: 'primary', partner: 'Apple' },
    partnerFramework: account.framework,
    client: () => clientOf(stage, { device, storage, sso }),
    account,
  };
}
