/** A message of a stream of server-sent events. */
export interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

/** Reads server-sent events out of pieces of text, wherever they are cut. */
export function createEventReader(): (piece: string) => readonly ServerEvent[] {
  let rest = '';
  return (piece) => {
    const lines = (rest + piece).replace(/\r\n?/g, '\n').split('\n\n');
    rest = lines.pop() ?? '';
    return lines.flatMap((block) => {
      let event = 'message';
      const data: string[] = [];
      for (const line of block.split('\n')) {
        const [, name, value = ''] = /^(\w+):? ?(.*)$/.exec(line) ?? [];
        if (name === 'event') event = value;
        if (name === 'data') data.push(value);
      }
      return data.length > 0 ? [{ event, data: data.join('\n') }] : [];
    });
  };
}
