import type { BoundedMap } from './bounded-map.js';

/** A registered client application (E1). */
export interface ClientRecord {
  readonly id: string;
  readonly secret: string;
  revoked: boolean;
}

/** An access token (E2). */
export interface TokenRecord {
  readonly client: ClientRecord;
  /** Epoch milliseconds. */
  expiresAt: number;
}

/** The parameters that a session needs before a login can start. */
export interface SessionParameters {
  mvpd?: string;
  domainName?: string;
  redirectUrl?: string;
}

/** Who asks: profiles are bound to both. */
export interface Owner {
  readonly clientId: string;
  readonly deviceId: string;
}

/** The value of a header that stands for a person on several devices. */
export interface Identity {
  readonly type: 'platformSSO' | 'serviceTokenSSO';
  readonly subject: string;
}

/** An authentication session (E4, E11), found by its code. */
export interface SessionRecord {
  readonly code: string;
  readonly id: string;
  /** Names the login page, which must not be found by somebody who knows only the code. */
  readonly loginKey: string;
  readonly serviceProvider: string;
  readonly owner: Owner;
  readonly identity: Identity | undefined;
  readonly parameters: SessionParameters;
  /** The headers that describe the device, for E6. */
  readonly deviceInfo: string;
  readonly userAgent: string;
  readonly address: string;
  /** Of the url that the session was created at. */
  readonly origin: string;
  /** Epoch milliseconds. */
  readonly notBefore: number;
  notAfter: number;
  status: 'open' | 'signed-in' | 'abandoned';
}

/** A profile type of the protocol that lives in the store; degraded and temporary ones are made up. */
export type StoredProfileType = 'regular' | 'appleSSO' | 'platformSSO' | 'serviceTokenSSO';

/** One attribute of a profile. */
export interface AttributeRecord {
  readonly value: unknown;
  readonly state: 'plain' | 'enc' | 'encrypted';
}

/** A profile in the store; without an owner it is everybody's. */
export interface ProfileRecord {
  readonly serviceProvider: string | undefined;
  readonly clientId: string | undefined;
  readonly deviceId: string | undefined;
  readonly identity: Identity | undefined;
  readonly mvpd: string;
  readonly type: StoredProfileType;
  readonly attributes: Readonly<Record<string, AttributeRecord>>;
  /** Where it is another one than follows from the type (D20). */
  readonly issuer: string | undefined;
  /** Epoch milliseconds. */
  readonly notBefore: number;
  notAfter: number;
  /** Ended by the server before its time. */
  invalidated: boolean;
}

/** A temporary access that has begun. */
export interface TrialRecord {
  readonly mvpd: string;
  readonly serviceProvider: string;
  /** By the id of a device that was given it. */
  readonly devices: BoundedMap<true>;
  /** By the decoded AP-TempPass-Identity of a person who was given it, for a promotional one. */
  readonly identities: BoundedMap<true>;
  /** Epoch milliseconds. */
  startedAt: number;
  /** Before, the clock may run for a profile by code, but starts again with the first authorization. */
  authorized: boolean;
  /** The resources that were permitted. */
  readonly assets: string[];
  readonly userId: string;
}

/** A logout that the MVPD still has to carry out. */
export interface LogoutTicket {
  readonly mvpd: string;
  readonly serviceProvider: string;
  readonly redirectUrl: string;
}

/** What a media token was issued for. */
export interface MediaTokenRecord {
  readonly resource: string;
  /** Epoch milliseconds. */
  readonly notAfter: number;
}
