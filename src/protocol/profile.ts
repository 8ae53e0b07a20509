import { compact } from './compact.js';
import { map, maybeMap, maybeNumeric, maybeText, numeric, reader, text, toNumber } from './wire.js';

/** Where a profile comes from. The set may grow. */
export type ProfileType =
  | 'regular'
  | 'appleSSO'
  | 'platformSSO'
  | 'serviceTokenSSO'
  | 'degraded'
  | 'temporary'
  | (string & {});

/** One piece of user metadata. Anything but `plain` is encrypted for the programmer (D17). */
export interface ProfileAttribute {
  readonly value?: unknown;
  readonly state?: 'plain' | 'enc' | (string & {});
  readonly error?: unknown;
}

/** That a viewer is signed in with an MVPD. */
export interface Profile {
  /** Epoch milliseconds. */
  readonly notBefore?: number;
  /** Epoch milliseconds: the viewer has to sign in again from here on. */
  readonly notAfter: number;
  /** The MVPD, or `Adobe` or `Apple`. */
  readonly issuer?: string;
  readonly type: ProfileType;
  readonly attributes: Readonly<Record<string, ProfileAttribute>>;
}

/** The answer of E10 and E12. An empty map says: not signed in (yet). */
export interface Profiles {
  /** By MVPD id; the key counts, not the issuer (D20). */
  readonly profiles: Readonly<Record<string, Profile>>;
}

const readWire = /* @__PURE__ */ reader(() => ({ profiles: map() }));

const readProfile = /* @__PURE__ */ reader(() => ({
  notBefore: maybeNumeric(),
  notAfter: numeric(),
  issuer: maybeText(),
  type: text(),
  attributes: maybeMap(),
}));

/** Reads a profiles map. @throws InvalidResponseError with the path of the wrong field. */
export function readProfiles(body: unknown): Profiles {
  const wire = readWire(body);
  const profiles: Record<string, Profile> = {};
  for (const mvpd of Object.keys(wire.profiles)) {
    const { notBefore, notAfter, attributes, ...profile } = readProfile(
      wire.profiles[mvpd],
      'profiles',
      mvpd,
    );
    profiles[mvpd] = compact({
      ...profile,
      notBefore: toNumber(notBefore),
      notAfter: toNumber(notAfter),
      attributes: attributes ?? {},
    }) as unknown as Profile;
  }
  return { ...wire, profiles };
}
