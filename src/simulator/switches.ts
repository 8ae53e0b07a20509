import { checkOffset } from './options.js';
import { loginAttributes, ssoAttributes } from './state/profiles.js';
import type { ProfileRecord, SessionRecord } from './state/records.js';
import type { State } from './state/state.js';
import type {
  ProfileFilter,
  ProfileSwitches,
  SimulatedSession,
  SimulatorClock,
} from './simulator.js';

/** What a tester does with the profiles. */
export function profileSwitches(state: () => State): ProfileSwitches {
  return {
    add(profile) {
      const { profiles, settings, mvpds } = state();
      if (!mvpds.has(profile.mvpd)) throw new Error(`There is no MVPD ${profile.mvpd}.`);
      const now = state().now();
      const type = profile.type ?? 'regular';
      const sso = type === 'platformSSO' || type === 'serviceTokenSSO';
      profiles.add({
        serviceProvider: profile.serviceProvider,
        clientId: profile.clientId,
        deviceId: profile.deviceId,
        identity:
          sso && profile.subject !== undefined ? { type, subject: profile.subject } : undefined,
        mvpd: profile.mvpd,
        type,
        attributes: profile.attributes
          ? plain(profile.attributes)
          : sso
            ? ssoAttributes(profile.mvpd)
            : loginAttributes(state()),
        issuer: profile.issuer,
        invalidated: false,
        notBefore: now,
        notAfter: profile.notAfter ?? now + settings.profileLife,
      });
    },
    expire(filter = {}) {
      const now = state().now();
      for (const profile of state().profiles.all()) {
        if (picks(filter, profile)) profile.notAfter = now;
      }
    },
    invalidate(filter = {}) {
      for (const profile of state().profiles.all()) {
        if (picks(filter, profile)) profile.invalidated = true;
      }
    },
    clear(filter = {}) {
      state().profiles.remove((profile) => picks(filter, profile));
    },
    get size() {
      return state().profiles.size;
    },
  };
}

function plain(values: Readonly<Record<string, unknown>>): ProfileRecord['attributes'] {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { value, state: 'plain' as const }]),
  );
}

function picks(filter: ProfileFilter, profile: ProfileRecord): boolean {
  return (
    (filter.mvpd === undefined || filter.mvpd === profile.mvpd) &&
    (filter.type === undefined || filter.type === profile.type) &&
    (filter.deviceId === undefined || filter.deviceId === profile.deviceId)
  );
}

/** The server's clock, as a tester shifts it. */
export function clockSwitch(state: () => State): SimulatorClock {
  return {
    get offset() {
      return state().clockOffset;
    },
    set offset(milliseconds) {
      state().clockOffset = checkOffset(milliseconds);
    },
    now: () => state().now(),
  };
}

/** @throws Error where there is no session with this code */
export function sessionOf(state: State, code: string): SessionRecord {
  const session = state.sessions.get(code);
  if (!session) throw new Error(`There is no session with code ${code}.`);
  return session;
}

/** A session as a tester sees it. */
export function sessionView(state: State, code: string): SimulatedSession | undefined {
  const session = state.sessions.get(code);
  if (!session) return undefined;
  const { serviceProvider, owner, parameters, notBefore, notAfter, status } = session;
  return {
    code,
    serviceProvider,
    deviceId: owner.deviceId,
    ...parameters,
    notBefore,
    notAfter,
    status: status !== 'signed-in' && notAfter <= state.now() ? 'expired' : status,
  };
}
