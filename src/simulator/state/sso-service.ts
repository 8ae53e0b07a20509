import { customAlphabet, nanoid } from 'nanoid';
import { encodeBase64 } from '../checks/base64.js';
import { BoundedMap } from './bounded-map.js';

const newLinkCode = customAlphabet('0123456789', 6);

/** Whose SSO it is: a common identifier, at one service provider. */
export interface SsoAccount {
  readonly serviceProvider: string;
  readonly subject: string;
}

/** A device that has been given a service token. */
export interface SsoDevice extends SsoAccount {
  readonly deviceId: string;
  readonly deviceType: string;
  readonly model: string;
  readonly os: string;
  readonly osVersion: string;
  /** Epoch milliseconds. */
  lastSeen: number;
}

/** Something that is valid for a while; times are epoch milliseconds. */
export interface Validity {
  readonly notBefore: number;
  readonly notAfter: number;
}

/** A service token that was issued. */
export interface ServiceTokenRecord extends SsoAccount, Validity {
  readonly deviceId: string;
}

/** What the SSO service remembers (`sso-service`): tokens, link codes, and who has which device. */
export class SsoService {
  /** The `iss` of its tokens. */
  readonly issuer = 'ssoservicetoken';
  readonly #tokens: BoundedMap<ServiceTokenRecord>;
  readonly #links: BoundedMap<SsoAccount & Validity>;
  readonly #devices: BoundedMap<SsoDevice>;

  constructor(limit: number) {
    this.#tokens = new BoundedMap(limit);
    this.#links = new BoundedMap(limit);
    this.#devices = new BoundedMap(limit);
  }

  /** Issues a token to a device. Its times are whole seconds, as those inside of it are. */
  issue(device: SsoDevice, life: number): Validity & { readonly token: string } {
    const { serviceProvider, subject, deviceId, lastSeen } = device;
    const issuedAt = Math.floor(lastSeen / 1000);
    const expiresAt = Math.floor((lastSeen + life) / 1000);
    const claims = { iss: this.issuer, sub: subject, nbf: issuedAt, exp: expiresAt, iat: issuedAt };
    const header = { alg: 'HS256', typ: 'JWT' };
    const token = `${segment(header)}.${segment(claims)}.${nanoid(43)}`;
    const times = { notBefore: issuedAt * 1000, notAfter: expiresAt * 1000 };
    this.#tokens.set(token, { serviceProvider, subject, deviceId, ...times });
    this.#devices.set(deviceKey(device), device);
    return { token, ...times };
  }

  /** What was issued under this token, expired or not. */
  find(token: string): ServiceTokenRecord | undefined {
    return this.#tokens.get(token);
  }

  /** Whether a token is one of its own, and its device still linked. */
  accepts(token: string): boolean {
    const record = this.#tokens.get(token);
    return record !== undefined && this.device(record) !== undefined;
  }

  /** A new code that links one more device. */
  link(account: SsoAccount, now: number, life: number): Validity & { readonly code: string } {
    const times = { notBefore: now, notAfter: now + life };
    const code = newLinkCode();
    const { serviceProvider, subject } = account;
    this.#links.set(code, { serviceProvider, subject, ...times });
    return { code, ...times };
  }

  /** Uses a code up. It may have expired. */
  takeLink(code: string): (SsoAccount & Validity) | undefined {
    const link = this.#links.get(code);
    this.#links.delete(code);
    return link;
  }

  device(of: SsoAccount & { readonly deviceId: string }): SsoDevice | undefined {
    return this.#devices.get(deviceKey(of));
  }

  /** The devices of an account. */
  devices({ serviceProvider, subject }: SsoAccount): SsoDevice[] {
    return [...this.#devices.values()].filter(
      (device) => device.serviceProvider === serviceProvider && device.subject === subject,
    );
  }

  /** Takes a device out of an account; `false` where it was not in there. */
  unlink(account: SsoAccount, deviceId: string): boolean {
    return this.#devices.delete(deviceKey({ ...account, deviceId }));
  }
}

function segment(part: unknown): string {
  const base64 = encodeBase64(JSON.stringify(part));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function deviceKey(of: SsoAccount & { readonly deviceId: string }): string {
  return JSON.stringify([of.serviceProvider, of.subject, of.deviceId]);
}
