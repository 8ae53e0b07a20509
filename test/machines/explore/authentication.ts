import { authenticationMachine, authenticationView } from '../../../machines/index.js';
import { parameters } from '../../support/world.js';
import type { Exploration } from './explore.js';
import {
  answeredSessions,
  checkedProfile,
  found,
  signInEvents,
  strangers,
  times,
} from './outputs.js';

/** A login, on either screen. */
export const authentication = (screen: 'primary' | 'secondary'): Exploration => ({
  machine: authenticationMachine,
  input: { screen, ...parameters },
  view: authenticationView,
  phases: [
    'creating',
    'resume',
    'resuming',
    'authenticate',
    'authorize',
    'expired',
    'failed',
    'cancelled',
  ],
  ignored: ['parameters', 'lastCheckAt', 'nextCheckAt', 'failures', 'clock'],
  // Nobody waits for a user agent that another device has.
  unreached:
    screen === 'secondary'
      ? [
          'loggingIn.login.open',
          'loggingIn.login.closed.pausing',
          'loggingIn.login.closed.checking',
          'loggingIn.login.closed.idle',
        ]
      : [],
  events: [...signInEvents, ...strangers],
  outputs: {
    createSession: answeredSessions,
    resumeSession: answeredSessions,
    checkProfile: checkedProfile,
    findProfile: found,
    waitUntil: times,
  },
});
