import { EnhancedError } from '../../../src/errors/enhanced-error.js';
import type { PassErrorFields } from '../../../src/errors/base.js';
import type { Remedy } from '../../../src/errors/remedy.js';

const remedies = [
  'retry',
  'authenticate',
  'authorize',
  'register',
  'configure',
  'new-session',
  'select-mvpd',
  'basic-authentication',
  'none',
] as const satisfies readonly Remedy[];

const pass = (remedy: string, more: Partial<PassErrorFields> = {}) =>
  new EnhancedError('Something is wrong', {
    code: 'something',
    remedy: remedy as Remedy,
    ...more,
  });

/** What an actor may fail with: every remedy, the codes that a machine knows, and what nobody expects. */
export const errors: readonly unknown[] = [
  ...remedies.map((remedy) => pass(remedy)),
  pass('pray'),
  pass('none', { code: 'restored' }),
  pass('none', { code: 'internal_server_error', httpStatus: 500 }),
  pass('none', { code: 'authorization_denied_by_mvpd', httpStatus: 403, status: 403 }),
  pass('none', { code: 'refused', httpStatus: 403 }),
  pass('none', { code: 'saml_request_lost' }),
  pass('none', { code: 'invalid_input', path: 'code' }),
  pass('authenticate', { code: 'temporary_access_duration_limit_exceeded' }),
  new Error('of the app'),
  { remedy: 'retry', code: 'that looks like one' },
  Symbol('thrown'),
  'thrown',
  0,
  null,
  undefined,
];
