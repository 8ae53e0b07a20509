/** Standard Base64 with padding, over the UTF-8 bytes of the text. */
export function toBase64(text: string): string {
  // encodeURIComponent is the one UTF-8 encoder that every engine has.
  return btoa(
    encodeURIComponent(text).replace(/%(..)/g, (_, hex: string) =>
      String.fromCharCode(parseInt(hex, 16)),
    ),
  );
}
