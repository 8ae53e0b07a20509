import { Problem } from './problem.js';

/** A request of a device. */
export interface Call {
  readonly request: Request;
  readonly url: URL;
  /** The flow that the path names. */
  readonly id: string;
  /**
   * The id of the device, as the verifier says; nothing in a trial on this machine, where the body or the
   * flow says it.
   */
  readonly verified: string | undefined;
  /** The public address of the device. */
  readonly address: string | undefined;
}

/** A `seq` out of an ETag. */
export function seqOf(header: string | null): number | undefined {
  const [, seq] = /^(?:W\/)?"?(\d{1,15})"?$/.exec(header?.trim() ?? '') ?? [];
  return seq === undefined ? undefined : Number(seq);
}

/** The idempotency key of a request. @throws Problem 400 */
export function idempotencyKeyOf({ headers }: Request): string | undefined {
  const key = headers.get('Idempotency-Key') ?? undefined;
  if (key === undefined || /^[!-~][ -~]{0,255}$/.test(key)) return key;
  throw new Problem(400, 'idempotency_key_invalid', 'Idempotency-Key: 256 characters at most.');
}

/** Seconds of the longest long poll. */
const LONGEST_WAIT = 60;

/** Milliseconds that a request waits for news. @throws Problem 400 */
export function waitOf({ searchParams }: URL): number {
  const wait = searchParams.get('wait') ?? '0';
  if (!/^\d{1,4}$/.test(wait)) throw new Problem(400, 'wait_invalid', 'wait: seconds.');
  return Math.min(Number(wait), LONGEST_WAIT) * 1000;
}

export const json = (
  body: unknown,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers },
  });
