import { flowError } from './flow-error.js';

const IV_BYTES = 12;

/** Where an item lies under one key, and how its value is written there. */
export interface Place {
  readonly device: string;
  readonly name: string;
  seal(value: string): Promise<string>;
  open(sealed: string): Promise<string>;
}

type Bytes = Uint8Array<ArrayBuffer>;

const bytesOf = (text: string): Bytes => new TextEncoder().encode(text);

export const hmacKey = (key: Uint8Array<ArrayBuffer>): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);

const hash = async (key: CryptoKey, purpose: string, ...parts: string[]): Promise<Bytes> =>
  new Uint8Array(
    await crypto.subtle.sign('HMAC', key, bytesOf(JSON.stringify([purpose, ...parts]))),
  );

const toText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

export async function placeOf(master: CryptoKey, device: string, name: string): Promise<Place> {
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
      const sealed = await crypto.subtle.encrypt(algorithm, await cipher(), bytesOf(value));
      return toText(Buffer.concat([iv, new Uint8Array(sealed)]));
    },
    async open(sealed) {
      const bytes = new Uint8Array(Buffer.from(sealed, 'base64url'));
      const algorithm = { name: 'AES-GCM', iv: bytes.slice(0, IV_BYTES), additionalData };
      try {
        const value = await crypto.subtle.decrypt(algorithm, await cipher(), bytes.slice(IV_BYTES));
        return new TextDecoder().decode(value);
      } catch {
        throw flowError('unreadable_item', 'A stored item does not open with these keys');
      }
    },
  };
}
