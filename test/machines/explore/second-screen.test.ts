import { expect, it } from 'vitest';
import { secondScreenMachine, secondScreenView } from '../../../machines/index.js';
import { expectAGoodChart } from './good.js';
import { found, sessions, signInEvents, strangers, times } from './outputs.js';

it.each([{}, { code: 'ABCDEFG', mvpd: 'Cablevision' }])(
  'the page on a phone can be finished or left from wherever it stands: %j',
  (input) => {
    const states = expectAGoodChart({
      machine: secondScreenMachine,
      input,
      view: secondScreenView,
      phases: [
        'enteringCode',
        'validating',
        'selecting',
        'resuming',
        'opening',
        'checking',
        'unfinished',
        'success',
        'authorize',
        'failed',
        'cancelled',
      ],
      ignored: ['lastCheckAt', 'device', 'existingParameters', 'parameters'],
      events: [
        { type: 'code.entered', code: ' abc-defg ' },
        { type: 'code.entered', code: '' },
        { type: 'code.entered', code: {} },
        { type: 'code.entered' },
        { type: 'mvpd.selected', mvpd: 'Dish' },
        { type: 'mvpd.selected', mvpd: [] },
        { type: 'mvpd.selected' },
        ...signInEvents,
        ...strangers,
      ],
      outputs: {
        validateCode: sessions.map((session) => ({
          session,
          existingParameters: { domainName: 'adobe.com' },
          device: { type: 'TV' },
        })),
        resumeSession: sessions,
        checkProfile: found,
        waitUntil: times,
      },
    });
    expect(states).toBeGreaterThan(50);
  },
);
