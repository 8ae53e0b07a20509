import * as z from 'zod/mini';
import { foreignAnswer } from '../errors/foreign-answer-error.js';
import { lazy, map, type Read, read, type TellOddity, text, time } from './wire.js';

export const serviceTokenMessage = /* @__PURE__ */ lazy(() =>
  z.object({
    /** A secret. */
    serviceToken: z.optional(text()),
    /** The name of `serviceToken` in the table (D34). */
    jws: z.optional(text()),
    /** Epoch milliseconds. */
    notBefore: z.optional(time()),
    /** Epoch milliseconds. */
    notAfter: z.optional(time()),
  }),
);

/** A token of the SSO service, for `AD-Service-Token`. */
export type ServiceToken = Omit<Read<typeof serviceTokenMessage>, 'serviceToken' | 'jws'> & {
  /** A secret. */
  readonly serviceToken: string;
};

/** Reads the body of E19 or E20. @throws ForeignAnswerError with the path of the wrong place. */
export function readServiceToken(body: unknown, tell?: TellOddity): ServiceToken {
  const { jws, serviceToken = jws, ...times } = read(serviceTokenMessage, body, tell);
  if (serviceToken === undefined) throw foreignAnswer({ path: 'serviceToken' });
  return { serviceToken, ...times };
}

export const linkCodeMessage = /* @__PURE__ */ lazy(() =>
  z.object({
    code: z.optional(text()),
    /** The name of `code` in the table (D34). */
    link: z.optional(text()),
    /** Epoch milliseconds. */
    notBefore: z.optional(time()),
    /** Epoch milliseconds, 5 to 30 minutes later. */
    notAfter: z.optional(time()),
  }),
);

/** A code that links another device, once. */
export type LinkCode = Omit<Read<typeof linkCodeMessage>, 'code' | 'link'> & {
  readonly code: string;
};

/** Reads the body of E21. @throws ForeignAnswerError with the path of the wrong place. */
export function readLinkCode(body: unknown, tell?: TellOddity): LinkCode {
  const { link, code = link, ...times } = read(linkCodeMessage, body, tell);
  if (code === undefined) throw foreignAnswer({ path: 'code' });
  return { code, ...times };
}

export const unlinkedMessage = /* @__PURE__ */ lazy(() =>
  z.object({ unlinkedDevices: z.array(text()) }),
);

/** Reads the body of E22. @throws ForeignAnswerError with the path of the wrong place. */
export const readUnlinkedDevices = (body: unknown, tell?: TellOddity): readonly string[] =>
  read(unlinkedMessage, body, tell).unlinkedDevices;

export const linkedMessage = /* @__PURE__ */ lazy(() => z.object({ devices: map(z.unknown()) }));

/** Reads the body of E23. @throws ForeignAnswerError with the path of the wrong place. */
export const readLinkedDevices = (
  body: unknown,
  tell?: TellOddity,
): Readonly<Record<string, unknown>> => read(linkedMessage, body, tell).devices;
