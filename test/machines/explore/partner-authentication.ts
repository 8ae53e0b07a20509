import { createActor } from 'xstate';
import {
  authenticationMachine,
  partnerAuthenticationMachine,
  partnerAuthenticationView,
} from '../../../machines/index.js';
import { parameters } from '../../support/world.js';
import type { Exploration } from './explore.js';
import {
  answeredSessions,
  found,
  profiles,
  signInEvents,
  signInOutputs,
  strangers,
} from './outputs.js';

const status = {
  frameworkPermissionInfo: { accessStatus: 'granted' },
  frameworkProviderInfo: { id: 'Cablevision', expirationDate: 5_000_000 },
};

/** A login with a partner, up to where a basic one begins. */
export const partnerAuthentication = (basicFlow: 'here' | 'handed over'): Exploration => ({
  machine: partnerAuthenticationMachine,
  input: { screen: 'primary', basicFlow, ...parameters },
  view: partnerAuthenticationView,
  // With those of the basic flow as it begins.
  phases: [
    'status',
    'creating',
    'partner_profile',
    ...(basicFlow === 'here' ? ['resume', 'resuming', 'authenticate'] : ['handed_over']),
    'authorize',
    'failed',
    'cancelled',
  ],
  ignored: ['fallback'],
  unreached:
    basicFlow === 'here'
      ? ['handed_over']
      : ['basic.authenticating', 'basic.failed', 'authenticated'],
  events: [...signInEvents, ...strangers],
  outputs: {
    partnerStatus: [
      { status, problem: null },
      { status, problem: 'invalid_header_pfs_provider_info_expired' },
      { status, problem: 'invented_by_apple' },
    ],
    createPartnerSession: answeredSessions,
    partnerProfile: [
      ...found.slice(1),
      profiles.sso,
      { reason: 'saml_response_not_present' },
      { reason: 'partner_refused' },
    ],
    authentication: signInOutputs,
  },
  snapshots: {
    authentication: [
      createActor(authenticationMachine, { input: { screen: 'primary' } }).getSnapshot(),
    ],
  },
});
