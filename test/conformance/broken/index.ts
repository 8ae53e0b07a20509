import { brokenDecisions } from './decisions.js';
import { brokenHeaders } from './headers.js';
import { brokenPlaying } from './playing.js';
import { brokenRegistration } from './registration.js';
import { brokenScreens } from './screens.js';
import { brokenSessions } from './sessions.js';
import type { Breakage } from './support.js';

export const breakages: readonly Breakage[] = [
  ...brokenHeaders,
  ...brokenRegistration,
  ...brokenSessions,
  ...brokenDecisions,
  ...brokenScreens,
  ...brokenPlaying,
];
