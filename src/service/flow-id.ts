import { nanoid } from 'nanoid';

/** Bytes of a hash that names a device or a flow. */
const LENGTH = 16;

async function hash(...parts: readonly string[]): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify(parts));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
  return Buffer.from(digest.subarray(0, LENGTH)).toString('base64url');
}

/** What a device is called in the stores: its own id is read nowhere there. */
export const deviceKey = (serviceProvider: string, id: string): Promise<string> =>
  hash('device', serviceProvider, id);

/** The id of a new flow. The same idempotency key of the same device names the same flow, in every process. */
export async function flowId(device: string, idempotencyKey: string | undefined): Promise<string> {
  const name = idempotencyKey === undefined ? nanoid() : await hash('flow', idempotencyKey);
  return `${device}.${name}`;
}

/** The device of a flow, by its id; nothing where it is none that the service has made. */
export const deviceOf = (id: string): string | undefined =>
  /^([\w-]{22})\.[\w-]{21,22}$/.exec(id)?.[1];
