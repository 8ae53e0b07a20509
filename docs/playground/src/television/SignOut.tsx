import type { LogoutView } from '../../../../src/index.js';
import { Button } from '../app/Button.js';
import { Problem } from '../app/Problem.js';
import { Waiting } from '../app/Waiting.js';
import { onTelevision as send, openLogout } from '../session/acts.js';

const cancel = (
  <Button look="quiet" onClick={() => send({ type: 'cancel' })}>
    Cancel
  </Button>
);

/** The sign-out on the television. */
export function SignOut({ view }: { readonly view: LogoutView }) {
  switch (view.phase) {
    case 'logout':
      return (
        <div className="dialog">
          <h3>Sign out of {view.mvpd}</h3>
          <p>Your TV provider has a page for that.</p>
          <div className="actions">
            <Button look="strong" onClick={() => openLogout(view.url)}>
              Open the sign-out page
            </Button>
            <Button onClick={() => send({ type: 'userAgent.skipped' })}>Skip it</Button>
            {cancel}
          </div>
        </div>
      );
    case 'partner_logout':
      return (
        <div className="dialog">
          <h3>Sign out of {view.mvpd}</h3>
          <p>Sign out in the settings of this television.</p>
          <div className="actions">
            <Button look="strong" onClick={() => send({ type: 'partnerLogout.confirmed' })}>
              I have signed out there
            </Button>
            {cancel}
          </div>
        </div>
      );
    case 'failed':
      return (
        <div className="dialog">
          <h3>The sign-out did not work</h3>
          <Problem error={view.error} />
          <div className="actions">
            <Button look="strong" onClick={() => send({ type: 'retry' })}>
              Try again
            </Button>
            {cancel}
          </div>
        </div>
      );
    default:
      return <Waiting>Signing out…</Waiting>;
  }
}
