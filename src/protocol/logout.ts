import * as z from 'zod/mini';
import { foreignAnswer } from '../errors/foreign-answer-error.js';
import { lazy, map, open, type Read, read, type TellOddity, text } from './wire.js';
import { isObject } from './error.js';

const logoutEntry = () =>
  z.object({
    actionName: open<'logout' | 'partner_logout' | 'complete' | 'invalid'>(),
    actionType: z.optional(open<'interactive' | 'partner_interactive' | 'none'>()),
    /** Absolute, and safe to open; with `logout`. */
    url: z.optional(text()),
  });

export const logoutsMessage = /* @__PURE__ */ lazy(() => z.object({ logouts: map(logoutEntry()) }));

/**
 * What is left to do for one MVPD after E15. `mvpd` is the key of the map where the two differ (D30).
 * A `logout` without `url` has none that can be opened.
 */
export type LogoutEntry = Read<typeof logoutEntry> & {
  readonly mvpd: string;
  readonly actionType: string;
};

/** The answer of E15: an entry for each profile that there was. Empty where nothing is left to do. */
export interface Logouts {
  readonly logouts: Readonly<Record<string, LogoutEntry>>;
}

/**
 * Reads the body of E15, with the `logouts` wrapper or, as in the diagrams, without.
 *
 * @param toUrl Makes a URL of the answer absolute and refuses unsafe ones.
 * @throws ForeignAnswerError with the path of the wrong place.
 */
export function readLogouts(
  body: unknown,
  toUrl: (url: string) => string,
  tell?: TellOddity,
): Logouts {
  const isWrapped = isObject(body) && 'logouts' in body;
  const isEmpty = isObject(body) && Object.keys(body).length === 0;
  const { logouts } = read(logoutsMessage, isWrapped ? body : { logouts: body }, tell);
  // A map without its wrapper is known by its entries alone.
  if (!isWrapped && !isEmpty && Object.keys(logouts).length === 0)
    throw foreignAnswer({ path: 'logouts' });
  const entries = Object.entries(logouts).map(
    ([mvpd, { url, actionType = '', actionName }]): [string, LogoutEntry] => {
      const entry = { actionName, actionType, mvpd };
      try {
        if (url !== undefined) return [mvpd, { ...entry, url: toUrl(url) }];
      } catch {
        // The viewer is signed out at Adobe, whatever became of this URL.
      }
      if (actionName === 'logout') tell?.(`logouts.${mvpd}.url`, 'a URL that is safe to open');
      return [mvpd, entry];
    },
  );
  return { logouts: Object.fromEntries(entries) };
}
