import type { EntitlementView } from '../../../../src/index.js';
import { Button } from '../app/Button.js';
import { Problem } from '../app/Problem.js';
import { Provider } from '../app/Provider.js';
import { Waiting } from '../app/Waiting.js';
import { onTelevision as send } from '../session/acts.js';
import { Home } from './Home.js';
import { SignIn } from './SignIn.js';
import { SignOut } from './SignOut.js';

const nameOf = ({ id, displayName }: { readonly id: string; readonly displayName?: string }) =>
  displayName ?? id;

const cancel = () => send({ type: 'cancel' });

/** What the app on the television shows, by the phase of its view. */
export function Screen({
  view,
  screen,
}: {
  readonly view: EntitlementView;
  readonly screen: 'primary' | 'secondary';
}) {
  switch (view.phase) {
    case 'restoring':
      return <Waiting>Starting…</Waiting>;
    case 'checking':
      return <Waiting>Looking for your sign-in…</Waiting>;
    case 'fetchingConfiguration':
      return <Waiting>Fetching the TV providers…</Waiting>;
    case 'selectingProfile':
      return (
        <div className="dialog">
          <h3>Who is watching?</h3>
          <div className="providers">
            {view.profiles.map(({ mvpd }) => (
              <Provider
                key={mvpd}
                id={mvpd}
                name={mvpd}
                onPick={() => send({ type: 'profile.selected', mvpd })}
              />
            ))}
          </div>
          <Button look="quiet" onClick={cancel}>
            Not now
          </Button>
        </div>
      );
    case 'choosing':
      return (
        <div className="dialog">
          <h3>Choose your TV provider</h3>
          <div className="providers">
            {view.mvpds.map((mvpd) => (
              <Provider
                key={mvpd.id}
                id={mvpd.id}
                name={nameOf(mvpd)}
                onPick={() => send({ type: 'mvpd.selected', mvpd: mvpd.id })}
              />
            ))}
          </div>
          <Button look="quiet" onClick={cancel}>
            Not now
          </Button>
        </div>
      );
    case 'authenticating':
      return <SignIn view={view.authentication} mvpd={view.mvpd} screen={screen} />;
    case 'loggingOut':
      return <SignOut view={view.logout} />;
    case 'failed':
      return (
        <div className="dialog">
          <h3>That did not work</h3>
          <Problem error={view.error} />
          <div className="actions">
            <Button look="strong" onClick={() => send({ type: 'retry' })}>
              Try again
            </Button>
            <Button onClick={cancel}>Not now</Button>
          </div>
        </div>
      );
    default:
      return <Home view={view} />;
  }
}
