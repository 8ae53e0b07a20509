import type { EntitlementView } from '../../../../src/index.js';
import { Button } from '../app/Button.js';
import { Problem } from '../app/Problem.js';
import { onTelevision as send } from '../session/acts.js';
import { catalogue } from './catalogue.js';
import { errorOf, NowPlaying } from './NowPlaying.js';
import { Tile } from './Tile.js';

type HomeView = Extract<
  EntitlementView,
  { phase: 'unauthenticated' | 'confirming' | 'authenticated' }
>;

const choose = () => send({ type: 'mvpd.choose' });
const preauthorize = () =>
  send({ type: 'preauthorize', resources: catalogue.map(({ resource }) => resource) });

function Account({ view }: { readonly view: HomeView }) {
  switch (view.phase) {
    case 'unauthenticated':
      return (
        <>
          <Button look="strong" onClick={() => send({ type: 'authenticate' })}>
            Sign in
          </Button>
          {view.temporary ? null : (
            <Button
              onClick={() => send({ type: 'temporaryAccess.start', mvpd: 'TempPass_TEST40' })}
            >
              Watch 10 minutes
            </Button>
          )}
        </>
      );
    case 'confirming':
      return (
        <>
          <Button look="strong" onClick={() => send({ type: 'authenticate' })}>
            Continue with {view.mvpd.displayName ?? view.mvpd.id}
          </Button>
          <Button onClick={choose}>Other provider</Button>
          <Button look="quiet" onClick={() => send({ type: 'logout' })}>
            Sign out
          </Button>
        </>
      );
    case 'authenticated':
      return (
        <>
          <Button onClick={preauthorize}>What can I watch?</Button>
          <Button look="quiet" onClick={() => send({ type: 'logout' })}>
            Sign out
          </Button>
        </>
      );
  }
}

/** What a sign-out has just come to. */
function outcomesOf(view: HomeView): string {
  if (view.phase !== 'unauthenticated' || view.outcomes.length === 0) return '';
  const parts = view.outcomes.map(
    ({ mvpd, actionName, carriedOut }) =>
      `${mvpd}: ${actionName}${carriedOut ? '' : ', not carried out'}`,
  );
  return `Signed out. ${parts.join('; ')}.`;
}

function headline(view: HomeView): string {
  if (view.phase === 'authenticated') {
    const { mvpd } = view.access;
    return `With ${mvpd.displayName ?? mvpd.id}`;
  }
  if (view.temporary) return view.temporary.over ? 'Your free time is over' : 'Watching for free';
  return view.phase === 'confirming' ? 'Welcome back' : 'Everything you love, in one place';
}

/** The home screen: what there is to watch, and who watches it. */
export function Home({ view }: { readonly view: HomeView }) {
  const error =
    ('error' in view ? view.error : undefined) ??
    view.preauthorizationError ??
    view.temporary?.over ??
    undefined;
  const play = view.plays.at(-1);
  // It is told once, and an error of something else does not stand beside what plays.
  const isTold = play?.phase === 'permitted' || errorOf(play)?.code === error?.code;
  return (
    <div className="home">
      <div className="home-head">
        <span className="brand" aria-hidden="true">
          streamly
        </span>
        <div className="actions">
          <Account view={view} />
        </div>
      </div>
      <h3>{headline(view)}</h3>
      {view.phase === 'authenticated' ? (
        <p className="reason">
          signed in by <code>{view.access.reason}</code>
          {view.preauthorizing ? ' · marking the list…' : ''}
        </p>
      ) : null}
      {outcomesOf(view) ? <p className="reason">{outcomesOf(view)}</p> : null}
      {isTold ? null : <Problem error={error} />}
      <NowPlaying plays={view.plays} />
      <ul className="tiles">
        {catalogue.map((entry) => (
          <Tile key={entry.resource} entry={entry} mark={view.marks[entry.resource]} />
        ))}
      </ul>
    </div>
  );
}
