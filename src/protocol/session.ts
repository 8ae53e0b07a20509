import * as z from 'zod/mini';
import { compact } from './compact.js';
import {
  invalid,
  lazy,
  open,
  type Read,
  read,
  type TellOddity,
  text,
  time,
  textual,
} from './wire.js';

/** Milliseconds that a code lives where the server doesn't say; what the samples show. */
export const CODE_LIFE = 30 * 60_000;

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

const parameterName = () =>
  textual(
    'a name',
    (name): SessionParameter | undefined => (name === 'domain' ? 'domainName' : name) || undefined,
  );

export const sessionMessage = /* @__PURE__ */ lazy(() =>
  z.pipe(
    z.object({
      actionName: open<ActionName>(),
      actionType: z.optional(open<ActionType>()),
      reasonType: z.optional(open<ReasonType>()),
      /** What release 3.1.0 called `reasonType` (D8). */
      reason: z.optional(open<ReasonType>()),
      /** An opaque tracking id; no call takes it. */
      sessionId: z.optional(text()),
      serviceProvider: z.optional(text()),
      /** Absolute, and safe to open. */
      url: z.optional(text()),
      /** Shown to the viewer; absent with `authorize`. */
      code: z.optional(text()),
      mvpd: z.optional(text()),
      missingParameters: z.optional(z.array(parameterName())),
      /** Epoch milliseconds. */
      notBefore: z.optional(time()),
      /** Epoch milliseconds: the code is dead from here on. */
      notAfter: z.optional(time()),
      /** With `partner_profile` only. A secret: keep it out of logs and storage. */
      authenticationRequest: z.optional(
        z.object({
          type: text(),
          /** The SAML request, in Base64. */
          request: text(),
          attributesNames: z.optional(z.array(text())),
        }),
      ),
    }),
    z.transform(
      ({
        reason = 'none',
        reasonType = reason,
        actionType = '',
        missingParameters = [],
        ...rest
      }) => ({
        ...rest,
        actionType,
        reasonType,
        missingParameters,
      }),
    ),
  ),
);

/** The answer of E4, E5 and E11, in one shape. */
export type Session = Read<typeof sessionMessage>;

/** The SAML request that the partner framework takes. */
export type PartnerAuthenticationRequest = NonNullable<Session['authenticationRequest']>;

/**
 * Reads the body of E4, E5 or E11.
 *
 * @param toUrl Makes a URL of the answer absolute and refuses unsafe ones.
 * @param known The code and MVPD of the request, where the answer leaves them out (D9).
 * @throws ForeignAnswerError; InvalidResponseError with the path of the wrong field; UnsafeUrlError.
 */
export function readSession(
  body: unknown,
  toUrl: (url: string) => string,
  known: { readonly code?: string; readonly mvpd?: string | undefined },
  tell?: TellOddity,
): Session {
  const answered = read(sessionMessage, body, tell);
  const { actionName, url } = answered;
  const session = {
    ...compact({ ...known, ...(actionName === 'authorize' && { code: undefined }) }),
    ...answered,
    ...(url && { url: toUrl(url) }),
  };
  if (/^(authenticate|resume|retry)$/.test(actionName) && !session.code)
    throw invalid('code', 'text');
  if (actionName === 'authorize' && !session.mvpd) throw invalid('mvpd', 'text');
  return session;
}

/** Reads the body of E11. @throws as {@link readSession} does. */
export function readPartnerSession(
  body: unknown,
  toUrl: (url: string) => string,
  tell?: TellOddity,
): Session {
  const session = readSession(body, toUrl, {}, tell);
  if (session.actionName !== 'partner_profile') return session;
  if (!session.sessionId) throw invalid('sessionId', 'text');
  if (!session.authenticationRequest) throw invalid('authenticationRequest', 'a SAML request');
  return session;
}

/** A name or number that a device may have; most members are null. */
const known = () => z.optional(text());
const version = () =>
  z.optional(
    z.object({
      major: z.optional(z.number()),
      minor: z.optional(z.number()),
      patch: z.optional(z.number()),
      profile: known(),
    }),
  );

export const sessionInformationMessage = /* @__PURE__ */ lazy(() =>
  z.pipe(
    z.object({
      existingParameters: z.optional(parameters()),
      /** What the flow page calls `existingParameters` (D12). */
      existing: z.optional(parameters()),
      missingParameters: z.optional(z.array(parameterName())),
      /** What the flow page calls `missingParameters` (D12). */
      missing: z.optional(z.array(parameterName())),
      /** The streaming device, as the server sees it. */
      device: z.optional(
        z.object({
          /** Such as `TV` or `MobilePhone`. */
          type: known(),
          model: known(),
          version: version(),
          hardware: z.optional(
            z.object({ name: known(), vendor: known(), version: version(), manufacturer: known() }),
          ),
          operatingSystem: z.optional(
            z.object({ name: known(), family: known(), vendor: known(), version: version() }),
          ),
          browser: z.optional(
            z.object({
              name: known(),
              vendor: known(),
              version: version(),
              userAgent: known(),
              originalUserAgent: known(),
            }),
          ),
          display: z.optional(
            z.object({
              width: z.optional(z.number()),
              height: z.optional(z.number()),
              ppi: z.optional(z.number()),
              name: known(),
              vendor: known(),
              version: version(),
              diagonalSize: known(),
            }),
          ),
          applicationId: known(),
          connection: z.optional(
            z.object({
              /** Text, or an address as Java writes it. */
              ipAddress: z.optional(z.union([text(), z.object({ hostAddress: known() })])),
              port: known(),
              secure: z.optional(z.boolean()),
              type: known(),
            }),
          ),
        }),
      ),
      /** Epoch milliseconds. */
      notBefore: z.optional(time()),
      /** Epoch milliseconds. */
      notAfter: z.optional(time()),
    }),
    z.transform(({ existing, missing = [], ...information }, ctx) => {
      const { existingParameters = existing, missingParameters = missing } = information;
      if (existingParameters) return { ...information, existingParameters, missingParameters };
      ctx.issues.push({
        code: 'custom',
        input: {},
        path: ['existingParameters'],
        message: 'a map',
      });
      return z.NEVER;
    }),
  ),
);

/** What a session has been given, under the names of requests (D6). */
const parameters = () =>
  z.pipe(
    z.object({
      serviceProvider: known(),
      mvpd: known(),
      domainName: known(),
      domain: known(),
      redirectUrl: known(),
    }),
    z.transform(({ domain, ...given }) => ({ ...compact({ domainName: domain }), ...given })),
  );

/** The answer of E6. */
export type SessionInformation = Read<typeof sessionInformationMessage>;

/** Reads the body of E6. @throws ForeignAnswerError; InvalidResponseError with the path of the wrong field. */
export const readSessionInformation = (body: unknown, tell?: TellOddity): SessionInformation =>
  read(sessionInformationMessage, body, tell);
