import { expect, it } from 'vitest';
import { authenticationMachine, authenticationView } from '../../../machines/index.js';
import { parameters } from '../../support/world.js';
import { expectAGoodChart } from './good.js';
import { found, sessions, signInEvents, strangers, times } from './outputs.js';

it.each(['primary', 'secondary'] as const)(
  'a login on a %s screen can be finished or left from wherever it stands',
  (screen) => {
    const states = expectAGoodChart({
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
    expect(states).toBeGreaterThan(50);
  },
);
