import type { PassClientOptions } from './options.js';
import type { PassClient } from './pass-client.js';

/** What the items of a client's device are stored under. */
export const storageKey = (client: PassClient, { device }: PassClientOptions): string =>
  `tve-auth-flow:${client.origin}:${client.serviceProvider}:${device.id}`;
