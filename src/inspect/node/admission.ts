import { isIP } from 'node:net';

/** Whom a server lets in. */
export interface Admission {
  readonly port: number;
  /** What it was told to listen on: an address, or a name. */
  readonly host: string;
  /** Of pages from elsewhere. */
  readonly origins: readonly string[];
}

/** Who asks, as the headers say. */
export interface Caller {
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
}

/**
 * Whether a request for a WebSocket comes from where it may. A browser lets any page connect to any
 * address, and tells the server only in `Origin`; a page can also give a name of its own to this address
 * (DNS rebinding), which shows in `Host`. What is no browser sends no `Origin`.
 */
export function isAdmitted({ host, origin }: Caller, { port, ...rule }: Admission): boolean {
  const called = parse(`http://${host ?? ''}`);
  if (!host || called?.host !== host.toLowerCase().replace(/:80$/, '')) return false;
  const names = [rule.host, ...rule.origins.map((listed) => parse(listed)?.hostname)];
  if (!isAddress(called.hostname) && !names.includes(called.hostname)) return false;
  if (origin === undefined || rule.origins.includes(origin)) return true;
  const page = parse(origin);
  if (page?.origin !== origin || !/^https?:$/.test(page.protocol)) return false;
  return page.host === called.host || (isLoopback(page.hostname) && portOf(page) === port);
}

function parse(url: string): URL | undefined {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
}

const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '');

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);

/** What nobody else's name server can answer for. */
const isAddress = (hostname: string): boolean =>
  hostname === 'localhost' || isIP(bare(hostname)) !== 0;

const portOf = ({ port, protocol }: URL): number =>
  port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
