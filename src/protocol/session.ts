import { compact } from './compact.js';
import {
  invalid,
  maybeMap,
  maybeNumeric,
  maybeText,
  maybeTexts,
  reader,
  text,
  toNumber,
} from './wire.js';

/** What the caller does next. The set may grow. */
export type ActionName =
  | 'authenticate'
  | 'resume'
  | 'retry'
  | 'authorize'
  | 'partner_profile'
  | (string & {});
/** How `url` is followed: with a user agent, or by a call. */
export type ActionType = 'interactive' | 'direct' | (string & {});
/** Why the server chose this action. */
export type ReasonType =
  | 'none'
  | 'authenticated'
  | 'temporary'
  | 'degraded'
  | 'authenticatedSSO'
  | 'pfs_fallback'
  | 'configuration_fallback'
  | 'missing_parameters_fallback'
  | (string & {});
/** A parameter of a session. `domainName` is also called `domain` on the wire (D6); here it never is. */
export type SessionParameter = 'mvpd' | 'domainName' | 'redirectUrl' | (string & {});

/** The SAML request that the partner framework takes. A secret: keep it out of logs and storage. */
export interface PartnerAuthenticationRequest {
  readonly type: string;
  /** Base64. */
  readonly request: string;
  readonly attributesNames: readonly string[];
}

/** The answer of E4, E5 and E11, in one shape. Unknown fields of the response are kept. */
export interface Session {
  readonly actionName: ActionName;
  readonly actionType: ActionType;
  readonly reasonType: ReasonType;
  /** An opaque tracking id; no call takes it. */
  readonly sessionId?: string;
  readonly serviceProvider?: string;
  /** Absolute, and safe to open. */
  readonly url?: string;
  /** Shown to the viewer; absent with `authorize`. */
  readonly code?: string;
  readonly mvpd?: string;
  readonly missingParameters: readonly SessionParameter[];
  /** Epoch milliseconds. */
  readonly notBefore?: number;
  /** Epoch milliseconds: the code is dead from here on. */
  readonly notAfter?: number;
  /** With `partner_profile` only. */
  readonly authenticationRequest?: PartnerAuthenticationRequest;
}

/** The answer of E6. */
export interface SessionInformation {
  readonly existingParameters: Readonly<
    Partial<Record<SessionParameter | 'serviceProvider', string>>
  >;
  readonly missingParameters: readonly SessionParameter[];
  /** The streaming device, as the server sees it; most members may be null. */
  readonly device?: Readonly<Record<string, unknown>>;
  /** Epoch milliseconds. */
  readonly notBefore?: number;
  /** Epoch milliseconds. */
  readonly notAfter?: number;
}

const canonical = (name: string): SessionParameter => (name === 'domain' ? 'domainName' : name);

const readWire = /* @__PURE__ */ reader(() => ({
  actionName: text(),
  actionType: maybeText(),
  reasonType: maybeText(),
  reason: maybeText(),
  sessionId: maybeText(),
  serviceProvider: maybeText(),
  url: maybeText(),
  code: maybeText(),
  mvpd: maybeText(),
  missingParameters: maybeTexts(),
  notBefore: maybeNumeric(),
  notAfter: maybeNumeric(),
  authenticationRequest: maybeMap(),
}));

/**
 * Reads the body of E4, E5 or E11.
 *
 * @param toUrl Makes a URL of the response absolute and refuses unsafe ones.
 * @param known The code and MVPD of the request, where the answer leaves them out (D9).
 * @throws InvalidResponseError with the path of the wrong field; UnsafeUrlError.
 */
export function readSession(
  body: unknown,
  toUrl: (url: string) => string,
  known: { readonly code?: string; readonly mvpd?: string | undefined } = {},
): Session {
  const wire = readWire(body);
  const { actionName } = wire;
  const session: Record<string, unknown> = {
    ...wire,
    actionType: wire.actionType ?? '',
    reasonType: wire.reasonType ?? wire.reason ?? 'none',
    missingParameters: (wire.missingParameters ?? []).map(canonical),
    url: wire.url ? toUrl(wire.url) : undefined,
    code: wire.code ?? (actionName === 'authorize' ? undefined : known.code),
    mvpd: wire.mvpd ?? known.mvpd,
    notBefore: toNumber(wire.notBefore),
    notAfter: toNumber(wire.notAfter),
  };
  if (/^(authenticate|resume|retry)$/.test(actionName) && !session['code'])
    throw invalid('code', 'missing');
  if (actionName === 'authorize' && !session['mvpd']) throw invalid('mvpd', 'missing');
  return compact(session) as unknown as Session;
}

const readWireInformation = /* @__PURE__ */ reader(() => ({
  existingParameters: maybeMap(),
  existing: maybeMap(),
  missingParameters: maybeTexts(),
  missing: maybeTexts(),
  device: maybeMap(),
  notBefore: maybeNumeric(),
  notAfter: maybeNumeric(),
}));

/** Reads the body of E6. @throws InvalidResponseError with the path of the wrong field. */
export function readSessionInformation(body: unknown): SessionInformation {
  const { existing, missing, ...wire } = readWireInformation(body);
  const given = wire.existingParameters ?? existing;
  if (!given) throw invalid('existingParameters', 'missing');
  const existingParameters: Record<string, string> = {};
  for (const name of Object.keys(given)) {
    const value = given[name];
    if (typeof value === 'string') existingParameters[canonical(name)] = value;
  }
  return compact({
    ...wire,
    existingParameters,
    missingParameters: (wire.missingParameters ?? missing ?? []).map(canonical),
    notBefore: toNumber(wire.notBefore),
    notAfter: toNumber(wire.notAfter),
  });
}
