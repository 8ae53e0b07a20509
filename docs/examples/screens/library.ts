import type { EntitlementView } from 'tve-auth-flow';
import { reasonOf } from '../errors.js';
import type { Button, In, Screen } from './screen.js';

/** What this app has to play. */
export const resources = ['news', 'films', 'sports'];

/** Asks before every playback: a mark is a hint, never a permit. */
function titleButton(resource: string, { plays, marks }: EntitlementView): Button {
  const play = plays.find((request) => request.resource === resource);
  if (play?.phase === 'permitted') return [`Stop ${resource}`, { type: 'play.end', resource }];
  if (play?.phase === 'failed') return [`Try ${resource} again`, { type: 'play.retry', resource }];
  const locked = marks[resource]?.permitted === false;
  return [`Play ${resource}${locked ? ' (locked)' : ''}`, { type: 'play', resource }];
}

const playText = (play: EntitlementView['plays'][number]): string => {
  if (play.phase === 'permitted') return `Playing ${play.resource}`;
  return 'error' in play ? `${play.resource}: ${reasonOf(play.error)}` : `${play.resource} …`;
};

export function libraryScreen(view: In<'authenticated'>): Screen {
  const { id, displayName = id } = view.access.mvpd;
  return {
    text: [`Signed in with ${displayName}`, ...view.plays.map(playText)].join('\n'),
    buttons: [
      ...resources.map((resource) => titleButton(resource, view)),
      ['Sign out', { type: 'logout' }],
    ],
  };
}
