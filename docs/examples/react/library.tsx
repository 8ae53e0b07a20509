import { useEffect } from 'react';
import type { EntitlementView } from 'tve-auth-flow';
import { reasonOf } from '../errors.js';
import { Flow, Send } from './flow.js';

const resources = ['news', 'films', 'sports'];

/** Asks before every playback: a mark is a hint, never a permit. */
function Title({ resource, view }: { resource: string; view: EntitlementView }) {
  const play = view.plays.find((request) => request.resource === resource);
  switch (play?.phase) {
    case 'permitted':
      return (
        <>
          <p>Playing {resource}</p>
          <Send event={{ type: 'play.end', resource }}>Stop {resource}</Send>
        </>
      );
    case 'failed':
      return (
        <>
          <p role="alert">{reasonOf(play.error)}</p>
          <Send event={{ type: 'play.retry', resource }}>Try {resource} again</Send>
        </>
      );
    default: {
      const locked = view.marks[resource]?.permitted === false;
      return (
        <>
          {play && 'error' in play && <p role="alert">{reasonOf(play.error)}</p>}
          <Send event={{ type: 'play', resource }}>
            Play {resource}
            {locked && ' (locked)'}
          </Send>
        </>
      );
    }
  }
}

export function Library(view: Extract<EntitlementView, { phase: 'authenticated' }>) {
  const flow = Flow.useActorRef();
  useEffect(() => flow.send({ type: 'preauthorize', resources }), [flow]);
  const { id, displayName = id } = view.access.mvpd;
  return (
    <>
      <p>Signed in with {displayName}</p>
      {resources.map((resource) => (
        <Title key={resource} resource={resource} view={view} />
      ))}
      <Send event={{ type: 'logout' }}>Sign out</Send>
    </>
  );
}
