import { createHash } from 'node:crypto';
import { nanoid } from 'nanoid';

/** Bytes of a hash that names a device or a flow. */
const LENGTH = 16;

const hash = (...parts: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify(parts))
    .digest()
    .subarray(0, LENGTH)
    .toString('base64url');

/** What a device is called in the stores: its own id is read nowhere there. */
export const deviceKey = (serviceProvider: string, id: string): string =>
  hash('device', serviceProvider, id);

/** The id of a new flow. The same idempotency key of the same device names the same flow, in every process. */
export const flowId = (device: string, idempotencyKey: string | undefined): string =>
  `${device}.${idempotencyKey === undefined ? nanoid() : hash('flow', idempotencyKey)}`;

/** The device of a flow, by its id; nothing where it is none that the service has made. */
export const deviceOf = (id: string): string | undefined =>
  /^([\w-]{22})\.[\w-]{21,22}$/.exec(id)?.[1];
