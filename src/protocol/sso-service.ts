import { compact } from './compact.js';
import { invalid, map, maybeNumeric, maybeText, maybeTexts, reader, toNumber } from './wire.js';

/** A token of the SSO service, for `AD-Service-Token`. */
export interface ServiceToken {
  /** A secret. */
  readonly serviceToken: string;
  /** Epoch milliseconds. */
  readonly notBefore?: number;
  /** Epoch milliseconds. */
  readonly notAfter?: number;
}

/** A code that links another device, once. */
export interface LinkCode {
  readonly code: string;
  /** Epoch milliseconds. */
  readonly notBefore?: number;
  /** Epoch milliseconds, 5 to 30 minutes later. */
  readonly notAfter?: number;
}

const readTimed = /* @__PURE__ */ reader(() => ({
  serviceToken: maybeText(),
  jws: maybeText(),
  code: maybeText(),
  link: maybeText(),
  notBefore: maybeNumeric(),
  notAfter: maybeNumeric(),
}));

const times = ({
  notBefore,
  notAfter,
}: {
  notBefore?: string | number;
  notAfter?: string | number;
}) => ({
  notBefore: toNumber(notBefore),
  notAfter: toNumber(notAfter),
});

/** Reads the body of E19 or E20, under its name in the samples or in the table (D34). @throws InvalidResponseError */
export function readServiceToken(body: unknown): ServiceToken {
  const wire = readTimed(body);
  const serviceToken = wire.serviceToken ?? wire.jws;
  if (!serviceToken) throw invalid('serviceToken', 'missing');
  return compact({ serviceToken, ...times(wire) });
}

/** Reads the body of E21, under its name in the samples or in the table (D34). @throws InvalidResponseError */
export function readLinkCode(body: unknown): LinkCode {
  const wire = readTimed(body);
  const code = wire.code ?? wire.link;
  if (!code) throw invalid('code', 'missing');
  return compact({ code, ...times(wire) });
}

const readUnlinked = /* @__PURE__ */ reader(() => ({ unlinkedDevices: maybeTexts() }));

/** Reads the body of E22. @throws InvalidResponseError */
export const readUnlinkedDevices = (body: unknown): readonly string[] =>
  readUnlinked(body).unlinkedDevices ?? [];

const readList = /* @__PURE__ */ reader(() => ({ devices: map() }));

/** Reads the body of E23. @throws InvalidResponseError */
export const readLinkedDevices = (body: unknown): Readonly<Record<string, unknown>> =>
  readList(body).devices;
