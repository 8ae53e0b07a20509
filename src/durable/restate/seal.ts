import { codecOf } from '../codec.js';
import { flowError } from '../flow-error.js';

/** A value that only those with the keys can read. */
export interface Sealed {
  readonly sealed: string;
}

/** How what the engine stores is written: as it is, or encrypted. */
export interface Seal {
  sealText(key: string, text: string): Promise<string>;
  openText(key: string, text: string): Promise<string>;
  seal<T extends object>(key: string, name: string, value: T): Promise<T | Sealed>;
  /** @throws FlowError `key_unusable` where the other side has keys and this one has none, or the other way round */
  open<T extends object>(key: string, name: string, value: T | Sealed): Promise<T>;
}

/** The name of records, as in every store. */
const RECORD = 'record';

const isSealed = (value: object): value is Sealed => 'sealed' in value;

const plain: Seal = {
  sealText: async (_, text) => text,
  openText: async (_, text) => text,
  seal: async (_key, _name, value) => value,
  async open(_key, _name, value) {
    if (!isSealed(value)) return value;
    throw flowError('key_unusable', 'The other side encrypts: give the same `keys` here');
  },
};

/** @throws FlowError `key_unusable` */
export function sealOf(keys: readonly Uint8Array[] | undefined): Seal {
  if (!keys) return plain;
  const codec = codecOf(keys);
  return {
    sealText: (key, text) => codec.seal(key, RECORD, text),
    openText: (key, text) => codec.open(key, RECORD, text),
    seal: async (key, name, value) => ({
      sealed: await codec.seal(key, name, JSON.stringify(value)),
    }),
    async open<T extends object>(key: string, name: string, value: T | Sealed) {
      if (isSealed(value)) return JSON.parse(await codec.open(key, name, value.sealed)) as T;
      throw flowError('key_unusable', 'The other side does not encrypt: give it the same `keys`');
    },
  };
}
