import { createPassClient, type PassClient } from '../../../src/client/index.js';

/** The client of an app, as the README has it. */
export const appClient = (): PassClient =>
  createPassClient({
    environment: 'release-staging',
    serviceProvider: 'REF30',
    softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
    device: {
      id: 'ba23d141-d715-561c-94f4-e9e4c966b1eb',
      info: {
        model: 'AppleTV',
        version: '5,3',
        osName: 'tvOS',
        osVersion: '11.0',
        connectionType: 'LAN',
      },
    },
  });

export const parameters = {
  mvpd: 'Cablevision',
  domainName: 'adobe.com',
  redirectUrl: 'https://adobe.com',
} as const;

/** Where an app would draw. */
export const render = (view: unknown): void => {
  document.title = JSON.stringify(view);
};
