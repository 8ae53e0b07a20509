import { createPassClient, type PassClient } from '../../../src/client/index.js';
import { info, softwareStatement } from './info.js';

/** The client of an app, as the README has it. */
export const appClient = (): PassClient =>
  createPassClient({
    environment: 'release-staging',
    serviceProvider: 'REF30',
    softwareStatement,
    device: { id: 'ba23d141-d715-561c-94f4-e9e4c966b1eb', info },
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
