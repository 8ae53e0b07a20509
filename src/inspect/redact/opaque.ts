import { REDACTED } from './redacted.js';

/** What nobody types or reads: 20 letters and digits in a row, or 32 with what Base64 has besides. */
const opaque = /[\da-z]{20,}|[\w+/=-]{32,}/gi;

/** How often letters and digits take turns. */
const turns = (run: string): number => (run.match(/[a-z]\d|\d[a-z]/gi) ?? []).length;

const isOpaque = (run: string): boolean =>
  /\d/.test(run) &&
  /[a-z]/i.test(run) &&
  (/[\da-z]{20}/i.test(run) || turns(run) > (/[a-z]/.test(run) && /[A-Z]/.test(run) ? 2 : 7));

const uuid = /[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/gi;

/** Of bounded parts, so that a long text takes no longer than its length. */
const mail = /[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}/gi;

const withoutMail = (text: string): string =>
  text.indexOf('@') < 0 ? text : text.replace(mail, REDACTED);

/** A text without what identifies something or somebody, and says nothing to a reader. */
export const withoutOpaque = (text: string): string =>
  withoutMail(text.replace(uuid, REDACTED)).replace(opaque, (run) =>
    isOpaque(run) ? REDACTED : run,
  );
