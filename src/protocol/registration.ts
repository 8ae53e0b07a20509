import { maybeText, maybeTexts, numeric, reader, text } from './wire.js';

/** The answer of E1, named as on the wire. */
export interface ClientCredentials {
  readonly client_id: string;
  /** A secret. */
  readonly client_secret: string;
  /** Not always the URI that was sent (D2). */
  readonly redirect_uris?: readonly string[];
  readonly grant_types?: readonly string[];
  readonly scopes?: readonly string[];
  readonly client_id_issued_at?: number;
}

/** The answer of E2, named as on the wire. */
export interface AccessToken {
  /** A secret, and opaque. */
  readonly access_token: string;
  readonly token_type?: string;
  /** Seconds from now. */
  readonly expires_in: number;
  /** Milliseconds or seconds, depending on the page (D4); not used. */
  readonly created_at?: number | string;
  readonly id?: string;
}

/** Reads the body of E1. @throws InvalidResponseError with the path of the wrong field. */
export const readClientCredentials: (body: unknown) => ClientCredentials = /* @__PURE__ */ reader(
  () => ({
    client_id: text(),
    client_secret: text(),
    grant_types: maybeTexts(),
  }),
) as (body: unknown) => ClientCredentials;

const readWireToken = /* @__PURE__ */ reader(() => ({
  access_token: text(),
  token_type: maybeText(),
  expires_in: numeric(),
}));

/** Reads the body of E2. @throws InvalidResponseError with the path of the wrong field. */
export function readAccessToken(body: unknown): AccessToken {
  const wire = readWireToken(body);
  return { ...wire, expires_in: Number(wire.expires_in) };
}
