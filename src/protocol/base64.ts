// Of our own: React Native has neither btoa nor atob in all its engines.
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Cuts a row of numbers into numbers of another length in bits; what is left at the end is filled with zeros. */
function recut(values: readonly number[], from: number, to: number): number[] {
  const cut: number[] = [];
  let held = 0;
  let bits = 0;
  for (const value of values) {
    held = ((held << from) | value) & 0xffff;
    bits += from;
    while (bits >= to) cut.push((held >> (bits -= to)) & ((1 << to) - 1));
  }
  if (bits > 0) cut.push((held << (to - bits)) & ((1 << to) - 1));
  return cut;
}

/** Standard Base64 with padding, over the UTF-8 bytes of the text. @throws URIError for half a character. */
export function toBase64(text: string): string {
  // encodeURIComponent is the one UTF-8 encoder that every engine has.
  const bytes = encodeURIComponent(text).match(/%..|./g) ?? [];
  const values = bytes.map((byte) => (byte[1] ? parseInt(byte.slice(1), 16) : byte.charCodeAt(0)));
  const letters = recut(values, 8, 6).map((sextet) => ALPHABET[sextet]);
  return letters.join('') + '='.repeat((3 - (bytes.length % 3)) % 3);
}

/** The bytes of Base64 in its URL-safe form, a character each. */
export function fromBase64Url(base64: string): string {
  const letters = base64.replace(/-/g, '+').replace(/_/g, '/').split('');
  const values = letters.map((letter) => ALPHABET.indexOf(letter));
  return String.fromCharCode(...recut(values, 6, 8).slice(0, Math.floor(letters.length * 0.75)));
}
