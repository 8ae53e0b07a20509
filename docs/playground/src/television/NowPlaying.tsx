import type { PlayView } from '../../../../src/index.js';
import { Button } from '../app/Button.js';
import { Problem } from '../app/Problem.js';
import { onTelevision as send } from '../session/acts.js';
import { titleOf } from './catalogue.js';

const words: Readonly<Record<PlayView['phase'], string>> = {
  waiting: 'Sign in to watch',
  authorizing: 'Asking for permission',
  verifying: 'Checking the media token',
  permitted: 'Playing',
  rejected: 'The media token was refused',
  denied: 'Not included',
  needs_authentication: 'Sign in to watch',
  temporary_access_over: 'Your free time is over',
  cancelled: 'Stopped',
  failed: 'That did not work',
};

/** Why the last request does not play; nothing beside a programme that does. */
export function errorOf(play: PlayView | undefined) {
  if (!play || play.phase === 'permitted' || play.phase === 'cancelled') return undefined;
  return 'error' in play ? play.error : undefined;
}

/** The last play request. */
export function NowPlaying({ plays }: { readonly plays: readonly PlayView[] }) {
  const play = plays.at(-1);
  if (!play || play.phase === 'cancelled') return null;
  const { resource, phase } = play;
  return (
    <div className={`now-playing ${phase}`}>
      <span className="light" aria-hidden="true" />
      <span>
        {words[phase]}: <b>{titleOf(resource)}</b>
        {phase === 'permitted' && play.source !== undefined ? (
          <>
            , by <code>{play.source}</code>
          </>
        ) : null}
      </span>
      {phase === 'failed' ? (
        <Button onClick={() => send({ type: 'play.retry', resource })}>Try again</Button>
      ) : null}
      <Button look="quiet" onClick={() => send({ type: 'play.end', resource })}>
        {phase === 'permitted' ? 'Stop' : 'Dismiss'}
      </Button>
      {errorOf(play) ? <Problem error={errorOf(play)} /> : null}
    </div>
  );
}
