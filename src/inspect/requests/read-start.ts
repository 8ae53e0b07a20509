/** Characters of a body that are kept; the lists of TV providers are longer, and tell little. */
const LONGEST = 100_000;
/** Bytes that are read to know how long a body is. A client reads no more either. */
const MOST = 8_000_000;

/** What was read of a body. */
export interface Start {
  /** All of it; nothing where it is longer than a person would read. */
  readonly text?: string;
  /** In characters; missing where nobody knows. */
  readonly length?: number;
}

const startOf = (text: string): Start => ({
  length: text.length,
  ...(text.length <= LONGEST && { text }),
});

/** Reads a body, and gives up one that has no end. Where a platform has no streams, it is read whole. */
export async function readStart(response: Response): Promise<Start> {
  if (typeof response.body?.getReader !== 'function' || typeof TextDecoder !== 'function')
    return startOf(await response.text());
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  let size = 0;
  const add = (part: string) => {
    length += part.length;
    text = length <= LONGEST ? text + part : '';
  };
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > MOST) {
      void reader.cancel().catch(() => {});
      return {};
    }
    add(decoder.decode(value, { stream: true }));
  }
  add(decoder.decode());
  return { length, ...(length <= LONGEST && { text }) };
}
