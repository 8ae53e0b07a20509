/** Control characters, and those that reorder what stands around them. */
// oxlint-disable-next-line no-control-regex -- Taking them out is the point.
const unprintable = /[\u0000-\u001F\u007F-\u009F\u200E\u200F\u2028-\u202E\u2066-\u2069]+/g;

/** Text that a server or a person gave, on one line and without power over the terminal. */
export const plainText = (text: string): string => text.replace(unprintable, ' ');
