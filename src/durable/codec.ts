import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { flowError } from './flow-error.js';
import { sealers } from './sealing.js';

/** Encrypts what is stored of flows. */
export interface Codec {
  /** @param name What the text is: under another one, or for another flow, it does not open. */
  seal(key: string, name: string, text: string): Promise<string>;
  /** @throws FlowError `unreadable_record` */
  open(key: string, name: string, sealed: string): Promise<string>;
}

/**
 * @param keys The first one seals, all open.
 * @throws FlowError `key_unusable`
 */
export function codecOf(keys: readonly Uint8Array[]): Codec {
  const placesOf = sealers(keys);
  return {
    async seal(key, name, text) {
      const [place] = await placesOf(`flow ${key}`, name);
      return place!.seal(new Uint8Array(deflateRawSync(text)));
    },
    async open(key, name, sealed) {
      for (const place of await placesOf(`flow ${key}`, name)) {
        try {
          return inflateRawSync(await place.open(sealed)).toString();
        } catch {
          // Of another key.
        }
      }
      throw flowError('unreadable_record', `The record of ${key} does not open with these keys`);
    },
  };
}
