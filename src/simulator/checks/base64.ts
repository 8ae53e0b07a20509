const standard = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Decodes Base64 (standard alphabet, padded, one line) as UTF-8; `undefined` where it is none. */
export function decodeBase64(text: string): string | undefined {
  if (text === '' || !standard.test(text)) return undefined;
  const characters = atob(text);
  // Each request has some of it: `Uint8Array.from` would take ten times as long.
  const bytes = new Uint8Array(characters.length);
  for (let index = 0; index < characters.length; index += 1)
    bytes[index] = characters.codePointAt(index) ?? 0;
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Whether a text is Base64, whatever the bytes mean. */
export function isBase64(text: string): boolean {
  return text !== '' && standard.test(text);
}

/** Encodes UTF-8 text as Base64. */
export function encodeBase64(text: string): string {
  return btoa(String.fromCodePoint(...new TextEncoder().encode(text)));
}
