import * as z from 'zod/mini';
import { count, lazy, type Read, read, type TellOddity, text, value, textual } from './wire.js';

export const credentialsMessage = /* @__PURE__ */ lazy(() =>
  z.object({
    client_id: text(),
    /** A secret. */
    client_secret: text(),
    /** Not always the URI that was sent (D2). */
    redirect_uris: z.optional(z.array(text())),
    grant_types: z.optional(z.array(text())),
    scopes: z.optional(z.array(text())),
    client_id_issued_at: z.optional(count()),
  }),
);

/** The answer of E1, named as on the wire. */
export type ClientCredentials = Read<typeof credentialsMessage>;

/** Reads the body of E1. @throws ForeignAnswerError with the path of the wrong field. */
export const readClientCredentials = (body: unknown, tell?: TellOddity): ClientCredentials =>
  read(credentialsMessage, body, tell);

/** Text that `Authorization` can carry. */
const token = () => textual('a token without spaces', (given) => /^[!-~]+$/.exec(given)?.[0]);

export const accessTokenMessage = /* @__PURE__ */ lazy(() =>
  z.object({
    /** A secret, and opaque. */
    access_token: token(),
    token_type: z.optional(text()),
    /** Seconds from now. Without it, the token is used until the server refuses it. */
    expires_in: z.optional(count()),
    /** Milliseconds or seconds, depending on the page (D4); not used. */
    created_at: z.optional(count()),
    id: z.optional(text()),
  }),
);

/** The answer of E2, named as on the wire. */
export type AccessToken = Read<typeof accessTokenMessage>;

/** Reads the body of E2. @throws ForeignAnswerError with the path of the wrong field. */
export const readAccessToken = (body: unknown, tell?: TellOddity): AccessToken =>
  read(accessTokenMessage, body, tell);

export const registrationItem = /* @__PURE__ */ lazy(() =>
  z.object({
    client_id: text(),
    client_secret: text(),
    grant_types: z.optional(z.array(text())),
    access_token: z.optional(token()),
    /** Epoch milliseconds, shortly before the token expires; nothing where its life is not known. */
    renew_at: z.optional(count()),
    /** Milliseconds that the server's clock was ahead of the device's. */
    clock_offset: z.optional(
      value('a number', (given) => (Number.isFinite(given) ? (given as number) : undefined)),
    ),
  }),
);

/** What is stored: the credentials for ever, the token until it expires. */
export type Registration = Read<typeof registrationItem>;

/** Reads what was stored. @throws ForeignAnswerError where it can't be used. */
export const readRegistration = (stored: unknown): Registration => read(registrationItem, stored);
