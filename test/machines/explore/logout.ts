import { logoutMachine, logoutView } from '../../../machines/index.js';
import type { Exploration } from './explore.js';
import { strangers } from './outputs.js';

const entry = (mvpd: string, actionName: string, url?: string) => ({
  mvpd,
  actionName,
  actionType: 'interactive',
  ...(url && { url }),
});

const url = 'https://sp.auth.adobe.com/logout';

/** A logout of one or several MVPDs. */
export const logout: Exploration = {
  machine: logoutMachine,
  input: { mvpd: 'Cablevision', redirectUrl: 'https://adobe.com' },
  view: logoutView,
  phases: ['initiating', 'logout', 'partner_logout', 'done', 'failed', 'cancelled'],
  events: [
    { type: 'userAgent.returned' },
    { type: 'userAgent.skipped' },
    { type: 'partnerLogout.confirmed' },
    { type: 'retry' },
    { type: 'cancel' },
    ...strangers,
  ],
  outputs: {
    initiateLogout: [
      { entries: [], repeated: false },
      { entries: [entry('A', 'logout', url)], repeated: false },
      { entries: [entry('A', 'partner_logout'), entry('B', 'complete')], repeated: true },
      { entries: [entry('A', 'invalid'), entry('B', 'logout', url)], repeated: true },
      {
        entries: [entry('A', 'dance'), entry('B', '__proto__'), entry('C', '')],
        repeated: false,
      },
    ],
  },
};
