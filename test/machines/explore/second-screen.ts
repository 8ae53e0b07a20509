import { secondScreenMachine, secondScreenView } from '../../../machines/index.js';
import type { Exploration } from './explore.js';
import { answeredSessions, checkedProfile, signInEvents, strangers, times } from './outputs.js';

/** The page on a phone. */
export const secondScreen = (input: object): Exploration => ({
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
  ignored: ['lastCheckAt', 'clock', 'device', 'existingParameters', 'parameters'],
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
    validateCode: answeredSessions.map((answered) => ({
      ...answered,
      existingParameters: { domainName: 'adobe.com' },
      device: { type: 'TV' },
    })),
    resumeSession: answeredSessions,
    checkProfile: checkedProfile,
    waitUntil: times,
  },
});
