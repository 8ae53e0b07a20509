import type { ConformanceRule } from './rule.js';

export const logout: readonly ConformanceRule[] = [
  {
    id: 'R133',
    level: 'MUST',
    who: 'lib',
    rule: "Offer a logout that ends the viewer's profile.",
  },
  {
    id: 'R134',
    level: 'MUST',
    who: 'lib',
    rule: 'Do for every entry of the answer what its `actionName` and `actionType` say.',
  },
  {
    id: 'R135',
    level: 'MUST',
    who: 'lib',
    rule: 'After `logout`, open `url` in a user agent.',
  },
  {
    id: 'R136',
    level: 'MUST',
    who: 'app',
    rule: 'After `partner_logout`, lead the viewer to the sign-out in the system settings.',
    todo: 'In the phase `partner_logout`, say where the setting is, and send `partnerLogout.confirmed`.',
  },
  {
    id: 'R137',
    level: 'MUST',
    who: 'lib',
    rule: 'After `complete` and `invalid`, do nothing more.',
  },
  {
    id: 'R138',
    level: 'SHOULD NOT',
    who: 'lib',
    rule: 'Log out unasked, such as after a denial.',
  },
  {
    id: 'R139',
    level: 'MAY',
    who: 'lib',
    rule: "Leave it at Adobe's logout where the device has no user agent.",
  },
  {
    id: 'R140',
    level: 'MAY',
    who: 'lib',
    rule: 'Take the arrival at `redirectUrl` for the end of the logout.',
  },
  {
    id: 'R141',
    level: 'MUST',
    who: 'lib',
    rule: 'Send a valid identity with a logout that is to sign out everywhere.',
  },
  {
    id: 'R142',
    level: 'MUST',
    who: 'lib',
    rule: 'Encode `redirectUrl`.',
  },
  {
    id: 'R143',
    level: 'MAY',
    who: 'ops',
    rule: 'On a server, hand `url` to the app, and delete what is stored of the viewer.',
    todo: 'Send the app `view.url` of the phase `logout`, and drop the stored flows and profiles of this viewer.',
  },
  {
    id: 'R144',
    level: 'MAY',
    who: 'lib',
    rule: 'Change between a regular MVPD and a TempPass without a logout.',
  },
  {
    id: 'R145',
    level: 'MAY',
    who: 'lib',
    rule: 'Go without a logout for a TempPass.',
  },
  {
    id: 'R146',
    level: 'MUST',
    who: 'app',
    rule: "Know that the logout of V1 clears Adobe's tokens only, and never reaches the MVPD.",
    todo: 'Use `legacyLogout()` just to clean up during the migration, and `logoutMachine` to sign out.',
  },
];
