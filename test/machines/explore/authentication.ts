import { authenticationMachine, authenticationView } from '../../../machines/index.js';
import { parameters } from '../../support/world.js';
import type { Exploration } from './explore.js';
import { found, sessions, signInEvents, strangers, times } from './outputs.js';

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
  ignored: ['parameters', 'lastCheckAt'],
  // Nobody waits for a user agent that another device has.
  unreached: screen === 'secondary' ? ['resume.idle', 'authenticate.idle'] : [],
  events: [...signInEvents, ...strangers],
  outputs: {
    createSession: sessions,
    resumeSession: sessions,
    checkProfile: found,
    waitUntil: times,
  },
});
