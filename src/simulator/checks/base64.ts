const standard = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Decodes Base64 (standard alphabet, padded, one line) as UTF-8; `undefined` where it is none. */
export function decodeBase64(text: string): string | undefined {
  if (text === '' || !standard.test(text)) return undefined;
  const bytes = Uint8Array.from(atob(text), (character) => character.codePointAt(0) ?? 0);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
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
