import { isLoopback, peerOf } from './address.js';
import type { Verify } from './options.js';
import { Problem } from './problem.js';

/** Lets nobody in but this machine: not another one, nor a page whose name was turned to this one, nor a proxy. */
function checkLoopback(request: Request, env: object | undefined): void {
  const peer = peerOf(env);
  const isHere =
    isLoopback(new URL(request.url).hostname) &&
    (peer === undefined || isLoopback(peer)) &&
    !request.headers.has('X-Forwarded-For') &&
    !request.headers.has('Forwarded');
  if (!isHere)
    throw new Problem(
      403,
      'verifier_missing',
      'Without a verifier, the service is for its own machine.',
    );
}

/**
 * The id of the device that a request comes from; nothing in a trial on this machine.
 *
 * @throws Problem 401, 403
 */
export async function deviceOfRequest(
  verify: Verify | 'loopback',
  request: Request,
  env: object | undefined,
): Promise<string | undefined> {
  if (verify === 'loopback') {
    checkLoopback(request, env);
    return undefined;
  }
  const { url, method, headers } = request;
  // Its body is read once, and not by the verifier.
  const id: unknown = await verify(new Request(url, { method, headers }));
  if (typeof id === 'string' && id !== '') return id;
  throw new Problem(401, 'device_unverified', 'The request proves no device.');
}
