import { flowError } from './flow-error.js';

type Bytes = Uint8Array<ArrayBuffer>;

const IV_BYTES = 12;

/** Bytes of the shortest key that is taken. */
const SHORTEST_KEY = 32;

/** Where an item lies under one key, and how its value is written there. */
export interface Place {
  readonly device: string;
  readonly name: string;
  seal(value: Bytes): Promise<string>;
  open(sealed: string): Promise<Bytes>;
}

export const bytesOf = (text: string): Bytes => new TextEncoder().encode(text);

const hmacKey = (key: Uint8Array<ArrayBuffer>): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);

const hash = async (key: CryptoKey, purpose: string, ...parts: string[]): Promise<Bytes> =>
  new Uint8Array(
    await crypto.subtle.sign('HMAC', key, bytesOf(JSON.stringify([purpose, ...parts]))),
  );

const toText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

async function placeOf(master: CryptoKey, device: string, name: string): Promise<Place> {
  const [deviceHash, nameHash] = await Promise.all([
    hash(master, 'device', device),
    hash(master, 'name', device, name),
  ]);
  const place = { device: toText(deviceHash), name: toText(nameHash) };
  // What was moved to another place by hand does not open there.
  const additionalData = nameHash;
  const cipher = async (): Promise<CryptoKey> =>
    crypto.subtle.importKey('raw', await hash(master, 'cipher', device), 'AES-GCM', false, [
      'encrypt',
      'decrypt',
    ]);
  return {
    ...place,
    async seal(value) {
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      const algorithm = { name: 'AES-GCM', iv, additionalData };
      const sealed = await crypto.subtle.encrypt(algorithm, await cipher(), value);
      return toText(Buffer.concat([iv, new Uint8Array(sealed)]));
    },
    async open(sealed) {
      const bytes = new Uint8Array(Buffer.from(sealed, 'base64url'));
      const algorithm = { name: 'AES-GCM', iv: bytes.slice(0, IV_BYTES), additionalData };
      try {
        const value = await crypto.subtle.decrypt(algorithm, await cipher(), bytes.slice(IV_BYTES));
        return new Uint8Array(value);
      } catch {
        throw flowError('unreadable_item', 'A stored item does not open with these keys');
      }
    },
  };
}

/**
 * Where something lies under each of these keys, the first one first.
 *
 * @throws FlowError `key_unusable`
 */
export function sealers(
  keys: readonly Uint8Array[],
): (device: string, name: string) => Promise<readonly Place[]> {
  if (keys.length === 0 || keys.some(({ byteLength }) => byteLength < SHORTEST_KEY))
    throw flowError('key_unusable', `Expected keys of ${SHORTEST_KEY} bytes or more`);
  // Copied: nobody changes them any more.
  const masters = keys.map((key) => hmacKey(new Uint8Array(key)));
  // Whoever awaits them is told.
  for (const master of masters) master.catch(() => {});
  return (device, name) =>
    Promise.all(masters.map(async (master) => placeOf(await master, device, name)));
}
