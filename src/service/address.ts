import { BlockList, isIP } from 'node:net';
import { refuse } from '../errors/invalid-input-error.js';

/** What the server that the app is mounted in says of a connection; `@hono/node-server` gives it as `env`. */
interface NodeBindings {
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string | undefined } };
}

/** An IPv4 address that comes as an IPv6 one, as it is written otherwise. */
const plain = (address: string): string => address.trim().replace(/^::ffff:(?=[\d.]+$)/i, '');

/** Who has made the connection; nothing where the server does not say. */
export function peerOf(env: NodeBindings | undefined): string | undefined {
  const address = env?.incoming?.socket?.remoteAddress;
  return address === undefined ? undefined : plain(address);
}

const isLoopbackAddress = (address: string): boolean =>
  address === '::1' || /^127(\.\d{1,3}){3}$/.test(address);

/** Whether a name or an address is this machine. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || isLoopbackAddress(plain(host.replace(/^\[(.*)\]$/, '$1')));

/** The addresses of proxies, such as `10.0.0.0/8`. @throws InvalidInputError */
function listOf(proxies: readonly string[]): BlockList {
  const list = new BlockList();
  for (const proxy of proxies) {
    const [address = '', prefix] = proxy.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    const bits = Number(prefix ?? (family === 'ipv6' ? 128 : 32));
    if (
      !isIP(address) ||
      !Number.isInteger(bits) ||
      bits < 0 ||
      bits > (family === 'ipv6' ? 128 : 32)
    )
      refuse('trustedProxies', 'expected addresses such as 10.0.0.0/8');
    list.addSubnet(address, bits, family);
  }
  return list;
}

/**
 * Finds the address of a device: that of the connection, or, where a trusted proxy has made that, the last
 * address that a trusted proxy has not. What anybody else says in `X-Forwarded-For` counts for nothing.
 */
export function addressFinder(
  proxies: readonly string[],
): (request: Request, env: object | undefined) => string | undefined {
  const list = listOf(proxies);
  const isTrusted = (address: string) =>
    isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  return (request, env) => {
    let address = peerOf(env);
    const hops = (request.headers.get('X-Forwarded-For') ?? '').split(',').map(plain);
    for (let hop = hops.pop(); address !== undefined && isTrusted(address); hop = hops.pop()) {
      if (hop === undefined || isIP(hop) === 0) break;
      address = hop;
    }
    // Adobe locates the device by it; this machine is nowhere.
    return address === undefined || isLoopbackAddress(address) || isTrusted(address)
      ? undefined
      : address;
  };
}
