import {
  authorizationMachine,
  authorizationView,
  preauthorizationMachine,
  preauthorizationView,
  tempPassResetMachine,
  tempPassResetView,
} from '../../../machines/index.js';
import { EnhancedError } from '../../../src/errors/enhanced-error.js';
import type { Exploration } from './explore.js';
import { marks, permit, strangers } from './outputs.js';

const events = [{ type: 'retry' }, { type: 'cancel' }, ...strangers];

const refusal = (code: string, remedy: 'none' | 'retry' | 'authenticate') => ({
  error: new EnhancedError('No', { code, remedy, status: 403 }).toJSON(),
});

/** A play request. */
export const authorization: Exploration = {
  machine: authorizationMachine,
  input: { mvpd: 'Cablevision', resource: 'one' },
  view: authorizationView,
  phases: [
    'authorizing',
    'verifying',
    'permitted',
    'rejected',
    'denied',
    'needs_authentication',
    'temporary_access_over',
    'failed',
    'cancelled',
  ],
  events,
  outputs: {
    authorize: [
      { permit },
      { permit: { ...permit, verify: true } },
      { permit: { ...permit, source: 'temppass', notAfter: 5_000_000 } },
      refusal('authorization_denied_by_mvpd', 'none'),
      refusal('invented_by_adobe', 'none'),
      refusal('network_received_error', 'retry'),
      refusal('authenticated_profile_expired', 'authenticate'),
      refusal('temporary_access_resources_limit_exceeded', 'authenticate'),
    ],
    verifyMediaToken: [true, false, null, 'yes'],
  },
};

/** Marks for a list. */
export const preauthorization: Exploration = {
  machine: preauthorizationMachine,
  input: { mvpd: 'Cablevision', resources: ['one', 'two'] },
  view: preauthorizationView,
  phases: ['preauthorizing', 'done', 'needs_authentication', 'failed', 'cancelled'],
  events,
  outputs: { preauthorize: [[], marks] },
};

/** Temporary access that is given back. */
export const tempPassReset = (input: object): Exploration => ({
  machine: tempPassResetMachine,
  input,
  view: tempPassResetView,
  phases: ['confirming', 'resetting', 'done', 'failed', 'cancelled'],
  events: [{ type: 'reset.confirmed' }, ...events],
  outputs: { resetTempPass: [undefined], registerClient: [undefined] },
});
