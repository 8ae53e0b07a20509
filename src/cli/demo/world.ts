import type { SimulatedMvpd, SimulatorOptions } from '../../simulator/index.js';
import type { StoryClock } from './story-clock.js';

/** What the app has to show. */
export const catalogue = ['news', 'series', 'football', 'late-film'] as const;

/** The provider on the television. */
export const mvpd = {
  id: 'Cablevision',
  displayName: 'Cablevision',
  decide: ({ resource }) => {
    if (resource === 'late-film') return 'authorization_denied_by_parental_controls';
    return resource !== 'football';
  },
} as const satisfies SimulatedMvpd;

/** Its account is in the settings of the tablet. */
export const partnerMvpd = {
  id: 'Spectrum',
  displayName: 'Spectrum',
  platformMappingId: 'spectrum',
} as const satisfies SimulatedMvpd;

/** So is its account, later; but nobody has set partner sign-in up for it, nor a page to sign out at. */
export const fallbackMvpd = {
  id: 'Dish',
  displayName: 'Dish',
  platformMappingId: 'dish',
  partnerSso: false,
  logoutEndpoint: false,
} as const satisfies SimulatedMvpd;

/** Whoever signs out of the one signs out of both. */
export const sisterMvpd = { id: 'Sling', displayName: 'Sling' } as const satisfies SimulatedMvpd;

export const temporaryMvpd = {
  id: 'TempPass_Football',
  displayName: 'Ten minutes of football',
  tempPass: 'basic',
} as const satisfies SimulatedMvpd;

const testMvpd = { id: 'TestMVPD', displayName: 'Test provider' } as const satisfies SimulatedMvpd;

/** What the app leaves out of its list of providers, apart from temporary access. */
export const hiddenMvpds: readonly string[] = [testMvpd.id];

/** The server that the story needs. */
export const serverOf = ({ now }: StoryClock): SimulatorOptions => ({
  now,
  mvpds: [testMvpd, temporaryMvpd, sisterMvpd, partnerMvpd, fallbackMvpd, mvpd],
  // It allows one request a second, which no viewer exceeds; but here are months in seconds.
  throttle: false,
});
