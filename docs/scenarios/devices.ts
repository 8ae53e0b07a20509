import {
  createPassClient,
  type PassClient,
  type PassClientOptions,
} from '../../src/client/index.js';

/** Where the clock of a scenario starts, in epoch milliseconds. */
export const START = Date.UTC(2026, 0, 5, 20, 15);

/** Where the user agent of a login ends. */
export const parameters = { domainName: 'adobe.com', redirectUrl: 'https://adobe.com' } as const;

export const television = {
  id: 'ba23d141-d715-561c-94f4-e9e4c966b1eb',
  info: {
    primaryHardwareType: 'TV',
    model: 'OLED55',
    version: '1.0',
    manufacturer: 'LG',
    osName: 'webOS',
    osVersion: '6.0',
    connectionType: 'LAN',
  },
} as const;

export const phone = {
  id: '7d0b32a1-1f3c-4d5f-9a50-0f8b8f7e2c11',
  info: {
    primaryHardwareType: 'MobilePhone',
    model: 'Phone 1',
    version: '1.0',
    osName: 'iOS',
    osVersion: '17.0',
    connectionType: 'WiFi',
  },
} as const;

/** A client of a device of the household. */
export const clientOf = (
  options: Pick<PassClientOptions, 'device'> & Partial<PassClientOptions>,
): PassClient =>
  createPassClient({
    environment: 'release-staging',
    serviceProvider: 'REF30',
    softwareStatement: 'a-simulated-software-statement',
    ...options,
  });
