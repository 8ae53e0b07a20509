import { customAlphabet } from 'nanoid';

const hex = customAlphabet('0123456789abcdef', 32);

/** An authentication code: 7 characters, none of which is easily taken for another. */
export const newCode = customAlphabet('ABCDEFGHJKLMNPQRSTUVWXYZ23456789', 7);

/** An id in the shape of a UUID, as `sessionId` and `trace` have it. */
export function newUuid(): string {
  const digits = hex();
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `a${digits.slice(17, 20)}`,
    digits.slice(20),
  ].join('-');
}

/** Forty hexadecimal digits, as the user ids of temporary and degraded profiles end with. */
export const newDigest = customAlphabet('0123456789abcdef', 40);
