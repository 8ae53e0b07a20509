/** A number in the bytes of a WebP file: the least significant byte comes first. */
const bytes = (value: number, length: number): Buffer => {
  const buffer = Buffer.alloc(length);
  buffer.writeUIntLE(value, 0, length);
  return buffer;
};

const chunk = (name: string, data: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(name),
    bytes(data.length, 4),
    data,
    Buffer.alloc(data.length % 2), // a chunk has an even length
  ]);

/** The chunk of a still picture that is the picture itself, without its colour profile. */
function still(picture: Buffer): Buffer {
  for (let at = 12; at < picture.length;) {
    const length = picture.readUInt32LE(at + 4);
    const end = at + 8 + length + (length % 2);
    if (/^VP8[ L]$/.test(picture.toString('latin1', at, at + 4))) return picture.subarray(at, end);
    at = end;
  }
  throw new Error('There is no picture in this WebP file.');
}

/** A picture of the animation, in WebP without transparency. */
export interface Frame {
  readonly picture: Buffer;
  /** Milliseconds that it stays. */
  readonly duration: number;
}

/** Puts pictures of one size into an animated WebP, which begins again at its end. */
export function animate(frames: readonly Frame[], width: number, height: number): Buffer {
  const size = Buffer.concat([bytes(width - 1, 3), bytes(height - 1, 3)]);
  const isAnimated = bytes(2, 4);
  const parts = [
    chunk('VP8X', Buffer.concat([isAnimated, size])),
    chunk('ANIM', Buffer.alloc(6)), // no background, no end
    ...frames.map(({ picture, duration }) => {
      const place = bytes(0, 6);
      const replaces = bytes(2, 1);
      return chunk(
        'ANMF',
        Buffer.concat([place, size, bytes(duration, 3), replaces, still(picture)]),
      );
    }),
  ];
  return chunk('RIFF', Buffer.concat([Buffer.from('WEBP'), ...parts]));
}
