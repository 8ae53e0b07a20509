import { nanoid } from 'nanoid';
import type { SimulatedMvpd } from '../mvpds.js';
import type { PartnerSwitches, Settings } from '../options.js';
import { DenialList } from '../decisions.js';
import { BoundedMap } from './bounded-map.js';
import type {
  ClientRecord,
  LogoutTicket,
  MediaTokenRecord,
  SessionRecord,
  TokenRecord,
} from './records.js';
import { ProfileStore } from './profile-store.js';
import { SsoService } from './sso-service.js';
import { TrialStore } from './trial-store.js';

/** All that a simulator remembers. The functions that change it live beside it. */
export class State {
  readonly settings: Settings;
  readonly clients: BoundedMap<ClientRecord>;
  readonly tokens: BoundedMap<TokenRecord>;
  /** By code. */
  readonly sessions: BoundedMap<SessionRecord>;
  /** By login key. */
  readonly logins: BoundedMap<SessionRecord>;
  /** The code in use, by service provider and device. */
  readonly currentCodes: BoundedMap<string>;
  readonly profiles: ProfileStore;
  readonly trials: TrialStore;
  readonly denials = new DenialList();
  /** By what is sent. */
  readonly mediaTokens: BoundedMap<MediaTokenRecord>;
  readonly ssoService: SsoService;
  readonly logouts: BoundedMap<LogoutTicket>;
  /** The MVPD that a device was last given a partner request for. */
  readonly partnerRequests: BoundedMap<string>;
  readonly mvpds: Map<string, SimulatedMvpd>;
  /** Groups of MVPDs that E15 logs out together. */
  readonly logoutGroups: string[][] = [];
  partner: PartnerSwitches;
  /** Milliseconds. */
  clockOffset: number;

  constructor(settings: Settings) {
    const limit = settings.maxEntries;
    this.settings = settings;
    this.clients = new BoundedMap(limit);
    this.tokens = new BoundedMap(limit);
    this.sessions = new BoundedMap(limit);
    this.logins = new BoundedMap(limit);
    this.currentCodes = new BoundedMap(limit);
    this.profiles = new ProfileStore(limit);
    this.trials = new TrialStore(limit);
    this.mediaTokens = new BoundedMap(limit);
    this.ssoService = new SsoService(limit);
    this.logouts = new BoundedMap(limit);
    this.partnerRequests = new BoundedMap(limit);
    this.mvpds = new Map(settings.mvpds.map((mvpd) => [mvpd.id, mvpd]));
    this.partner = settings.partner;
    this.clockOffset = settings.clockOffset;
  }

  now(): number {
    return this.settings.now() + this.clockOffset;
  }

  /** Registers a client (E1). */
  register(id: string = nanoid()): ClientRecord {
    const client = { id, secret: nanoid(32), revoked: false };
    this.clients.set(id, client);
    return client;
  }

  /** Issues an access token (E2). */
  issue(client: ClientRecord): string {
    const token = nanoid(32);
    this.tokens.set(token, { client, expiresAt: this.now() + this.settings.tokenLife * 1000 });
    return token;
  }
}
