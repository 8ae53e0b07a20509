import { invalid, map, maybeText, reader, text } from './wire.js';

/** What is left to do for one MVPD after E15. `mvpd` is the key of the map where the two differ (D30). */
export interface LogoutEntry {
  readonly actionName: 'logout' | 'partner_logout' | 'complete' | 'invalid' | (string & {});
  readonly actionType: 'interactive' | 'partner_interactive' | 'none' | (string & {});
  readonly mvpd: string;
  /** Absolute, and safe to open; with `logout`. */
  readonly url?: string;
}

/** The answer of E15: an entry for each profile that there was. */
export interface Logouts {
  readonly logouts: Readonly<Record<string, LogoutEntry>>;
}

const readWire = /* @__PURE__ */ reader(() => ({ logouts: map() }));

const readEntry = /* @__PURE__ */ reader(() => ({
  actionName: text(),
  actionType: maybeText(),
  url: maybeText(),
}));

/**
 * Reads the body of E15, with the `logouts` wrapper or, as in the diagrams, without.
 *
 * @throws InvalidResponseError with the path of the wrong field; UnsafeUrlError.
 */
export function readLogouts(body: unknown, toUrl: (url: string) => string): Logouts {
  const wrapped = typeof body === 'object' && body !== null && 'logouts' in body;
  const entries = readWire(wrapped ? body : { logouts: body }).logouts;
  if (Object.keys(entries).length === 0) throw invalid('logouts', 'empty');
  const logouts: Record<string, LogoutEntry> = {};
  for (const mvpd of Object.keys(entries)) {
    const { url, ...entry } = readEntry(entries[mvpd], 'logouts', mvpd);
    if (entry.actionName === 'logout' && !url) throw invalid(['logouts', mvpd, 'url'], 'missing');
    logouts[mvpd] = {
      ...entry,
      actionType: entry.actionType ?? '',
      mvpd,
      ...(url && { url: toUrl(url) }),
    };
  }
  return { logouts };
}
