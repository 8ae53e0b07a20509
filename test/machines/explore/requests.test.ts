import { expect, it } from 'vitest';
import {
  authorizationMachine,
  authorizationView,
  preauthorizationMachine,
  preauthorizationView,
  tempPassResetMachine,
  tempPassResetView,
} from '../../../machines/index.js';
import { EnhancedError } from '../../../src/errors/enhanced-error.js';
import { expectAGoodChart } from './good.js';
import { marks, permit, strangers } from './outputs.js';

const events = [{ type: 'retry' }, { type: 'cancel' }, ...strangers];

const refusal = (code: string, remedy: 'none' | 'retry' | 'authenticate') => ({
  error: new EnhancedError('No', { code, remedy, status: 403 }).toJSON(),
});

it('a play request can be finished or left from wherever it stands', () => {
  const states = expectAGoodChart({
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
  });
  expect(states).toBeGreaterThan(10);
});

it('a list can be marked or left from wherever it stands', () => {
  expectAGoodChart({
    machine: preauthorizationMachine,
    input: { mvpd: 'Cablevision', resources: ['one', 'two'] },
    view: preauthorizationView,
    phases: ['preauthorizing', 'done', 'needs_authentication', 'failed', 'cancelled'],
    events,
    outputs: { preauthorize: [[], marks] },
  });
});

it.each([
  { mvpd: 'TempPass_TEST40', deviceId: 'all' },
  { mvpd: 'flexibleTempPass', key: 'all' },
])('a reset can be finished or left from wherever it stands: %j', (input) => {
  expectAGoodChart({
    machine: tempPassResetMachine,
    input,
    view: tempPassResetView,
    phases: ['confirming', 'resetting', 'done', 'failed', 'cancelled'],
    events: [{ type: 'reset.confirmed' }, ...events],
    outputs: { resetTempPass: [undefined], registerClient: [undefined] },
  });
});
