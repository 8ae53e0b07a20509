import * as z from 'zod/mini';
import type { ErrorCode } from './error-catalogue.js';
import { lazy, map, open, type Read, read, type TellOddity, text, time } from './wire.js';

/** Where a profile comes from. The set may grow. */
export type ProfileType =
  | 'regular'
  | 'appleSSO'
  | 'platformSSO'
  | 'serviceTokenSSO'
  | 'degraded'
  | 'temporary'
  | (string & {});

/** Anything but `plain` is encrypted for the programmer (D17). */
export type AttributeState = 'plain' | 'enc' | (string & {});

const profileAttribute = () =>
  z.object({
    /** Text, a number, a flag, a list or an object (D19). */
    value: z.optional(z.unknown()),
    state: z.optional(open<AttributeState>()),
    /** Why there is no value. */
    error: z.optional(open<ErrorCode>()),
  });

/** One piece of user metadata. */
export type ProfileAttribute = Read<typeof profileAttribute>;

/** One profile, as it also stands in storage. */
export const profileMessage = /* @__PURE__ */ lazy(() =>
  z.pipe(
    z.object({
      /** Epoch milliseconds. */
      notBefore: z.optional(time()),
      /** Epoch milliseconds: the viewer has to sign in again from here on. */
      notAfter: time(),
      /** The MVPD, or `Adobe` or `Apple`. */
      issuer: z.optional(text()),
      type: open<ProfileType>(),
      attributes: z.optional(map(profileAttribute())),
    }),
    z.transform(({ attributes = {}, ...profile }) => ({ ...profile, attributes })),
  ),
);

/** That a viewer is signed in with an MVPD. */
export type Profile = Read<typeof profileMessage>;

export const profilesMessage = /* @__PURE__ */ lazy(() =>
  z.object({
    /** By MVPD id; the key counts, not the issuer (D20). */
    profiles: map(profileMessage()),
  }),
);

/** The answer of E8, E9, E10 and E12. An empty map says: not signed in (yet). */
export type Profiles = Read<typeof profilesMessage>;

/** Reads a profiles map. @throws ForeignAnswerError with the path of the wrong place. */
export const readProfiles = (body: unknown, tell?: TellOddity): Profiles =>
  read(profilesMessage, body, tell);
