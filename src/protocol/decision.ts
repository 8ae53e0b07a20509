import type { PassErrorData } from '../errors/index.js';
import { compact } from './compact.js';
import { enhancedError, isObject } from './enhanced-error.js';
import {
  invalid,
  maybeMap,
  maybeNumeric,
  maybeText,
  numeric,
  reader,
  text,
  toNumber,
} from './wire.js';

/** What the programmer's backend verifies before it releases a stream. Used once, never stored or parsed. */
export interface MediaToken {
  /** A secret, and opaque. */
  readonly serializedToken: string;
  /** Epoch milliseconds. */
  readonly notBefore?: number;
  /** Epoch milliseconds: until then it can be verified. A stream that runs goes on. */
  readonly notAfter: number;
}

/** Permit or deny, for one resource. */
export interface Decision {
  /** As it was asked for. */
  readonly resource: string;
  readonly authorized: boolean;
  /** Who decided. The set may grow. */
  readonly source?: 'mvpd' | 'degradation' | 'temppass' | 'dummy' | (string & {});
  readonly mvpd?: string;
  readonly serviceProvider?: string;
  /** Why not. */
  readonly error?: PassErrorData;
  /** With a permit to play. */
  readonly token?: MediaToken;
  /** Epoch milliseconds. */
  readonly notBefore?: number;
  /** Epoch milliseconds: how long Adobe keeps the MVPD's answer. May be absent (degraded access). */
  readonly notAfter?: number;
}

const readWire = /* @__PURE__ */ reader(() => ({
  resource: text(),
  source: maybeText(),
  error: maybeMap(),
  token: maybeMap(),
  notBefore: maybeNumeric(),
  notAfter: maybeNumeric(),
}));

const readToken = /* @__PURE__ */ reader(() => ({
  serializedToken: text(),
  notBefore: maybeNumeric(),
  notAfter: numeric(),
}));

function readDecision(entry: unknown, index: number): Decision {
  const at = ['decisions', String(index)];
  const { token, error, ...wire } = readWire(entry, ...at);
  const { authorized } = wire as { authorized?: unknown };
  if (typeof authorized !== 'boolean') throw invalid([...at, 'authorized'], 'missing or wrong');
  const media = token && readToken(token, ...at, 'token');
  return compact({
    ...wire,
    authorized,
    error: enhancedError(error)?.toJSON(),
    token:
      media &&
      compact({ ...media, notBefore: toNumber(media.notBefore), notAfter: Number(media.notAfter) }),
    notBefore: toNumber(wire.notBefore),
    notAfter: toNumber(wire.notAfter),
  }) as Decision;
}

/** Reads the body of E13 or E14. @throws InvalidResponseError with the path of the wrong field. */
export function readDecisions(body: unknown): readonly Decision[] {
  const list = isObject(body) ? body['decisions'] : undefined;
  if (!Array.isArray(list)) throw invalid('decisions', 'missing or wrong');
  return list.map(readDecision);
}
