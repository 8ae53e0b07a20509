import { BoundedMap } from './bounded-map.js';
import type { Identity, Owner, ProfileRecord } from './records.js';

/** Which profiles to find. */
export interface ProfileQuery {
  readonly serviceProvider: string;
  readonly owner: Owner;
  /** All of the owner's where absent. */
  readonly mvpd?: string;
  /** A profile of the same person on another device counts too, as an SSO profile. */
  readonly identity?: Identity | undefined;
}

/** The profiles that logins have made, and those that a tester has put there. */
export class ProfileStore {
  readonly #owned: BoundedMap<ProfileRecord>;
  readonly #shared: BoundedMap<ProfileRecord>;
  #count = 0;

  constructor(limit: number) {
    this.#owned = new BoundedMap(limit);
    this.#shared = new BoundedMap(limit);
  }

  get size(): number {
    return this.#owned.size + this.#shared.size;
  }

  add(profile: ProfileRecord): void {
    const { serviceProvider, clientId, deviceId, mvpd, type } = profile;
    if (serviceProvider !== undefined && clientId !== undefined && deviceId !== undefined) {
      const key = ownerKey(serviceProvider, { clientId, deviceId }, mvpd, type);
      this.#owned.set(key, profile);
    } else {
      this.#count += 1;
      this.#shared.set(String(this.#count), profile);
    }
  }

  /** The profiles that are valid at `now`, regular ones first. */
  find(query: ProfileQuery, now: number): ProfileRecord[] {
    return this.findAny(query).filter((profile) => isValid(profile, now));
  }

  /** The same, with those that have ended. */
  findAny(query: ProfileQuery): ProfileRecord[] {
    return this.#matching(query).map(([, profile]) => profile);
  }

  /** Deletes what it finds, expired or not, and gives what was valid at `now`. */
  take(query: ProfileQuery, now: number): ProfileRecord[] {
    const taken = this.#matching(query);
    for (const [key] of taken) {
      this.#owned.delete(key);
      this.#shared.delete(key);
    }
    return taken.map(([, profile]) => profile).filter((profile) => isValid(profile, now));
  }

  /** Deletes every profile that the test picks. */
  remove(test: (profile: ProfileRecord) => boolean): void {
    for (const store of [this.#owned, this.#shared]) {
      for (const [key, profile] of store) if (test(profile)) store.delete(key);
    }
  }

  /** Every profile there is. */
  *all(): Iterable<ProfileRecord> {
    yield* this.#owned.values();
    yield* this.#shared.values();
  }

  #matching(query: ProfileQuery): Array<[string, ProfileRecord]> {
    const found: Array<[string, ProfileRecord]> = [];
    const { serviceProvider, owner, mvpd, identity } = query;
    if (mvpd !== undefined && !identity) {
      // The common case, which must not cost a scan of all profiles for every poll.
      for (const type of ['regular', 'platformSSO', 'serviceTokenSSO', 'appleSSO']) {
        const key = ownerKey(serviceProvider, owner, mvpd, type);
        const profile = this.#owned.get(key);
        if (profile) found.push([key, profile]);
      }
    } else {
      for (const entry of this.#owned) if (matches(entry[1], query)) found.push(entry);
    }
    for (const entry of this.#shared) if (matches(entry[1], query)) found.push(entry);
    return found;
  }
}

function ownerKey(serviceProvider: string, owner: Owner, mvpd: string, type: string): string {
  return JSON.stringify([serviceProvider, owner.clientId, owner.deviceId, mvpd, type]);
}

function matches(profile: ProfileRecord, query: ProfileQuery): boolean {
  if (profile.serviceProvider !== undefined && profile.serviceProvider !== query.serviceProvider) {
    return false;
  }
  if (query.mvpd !== undefined && profile.mvpd !== query.mvpd) return false;
  const own =
    (profile.clientId === undefined || profile.clientId === query.owner.clientId) &&
    (profile.deviceId === undefined || profile.deviceId === query.owner.deviceId);
  return own || sameIdentity(profile.identity, query.identity);
}

/** Whether a profile is good for anything at `now`. */
export function isValid(profile: ProfileRecord, now: number): boolean {
  return !profile.invalidated && profile.notAfter > now;
}

/** Whether two identities stand for the same person. */
export function sameIdentity(one: Identity | undefined, other: Identity | undefined): boolean {
  return one !== undefined && one.type === other?.type && one.subject === other.subject;
}
