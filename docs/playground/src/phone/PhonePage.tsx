import type { SecondScreenView } from '../../../../src/index.js';
import { Button } from '../app/Button.js';
import { Problem } from '../app/Problem.js';
import { Waiting } from '../app/Waiting.js';
import { onPhone as send, openLogin, openPhone } from '../session/acts.js';
import { CodeForm } from './CodeForm.js';
import { Missing } from './Missing.js';
import { Icon } from '../app/Icon.js';

const cancel = (
  <Button look="quiet" onClick={() => send({ type: 'cancel' })}>
    Cancel
  </Button>
);

function Device({ device }: { readonly device: { model?: string; type?: string } | undefined }) {
  const name = [device?.type, device?.model].filter(Boolean).join(' ');
  return <p>You are about to sign in on {name || 'your television'}.</p>;
}

/** The page on the phone, by the phase of its view. */
export function PhonePage({ view }: { readonly view: SecondScreenView }) {
  switch (view.phase) {
    case 'enteringCode':
      return (
        <>
          <h3>Connect your television</h3>
          <Problem error={view.problem} />
          <CodeForm />
          {cancel}
        </>
      );
    case 'validating':
      return <Waiting>Looking for your television…</Waiting>;
    case 'resuming':
      return <Waiting>Telling the service…</Waiting>;
    case 'checking':
      return <Waiting>Looking for your sign-in…</Waiting>;
    case 'selecting':
      return (
        <>
          <h3>Choose your TV provider</h3>
          <Problem error={view.problem} />
          <Missing parameters={view.missingParameters} />
          {cancel}
        </>
      );
    case 'opening':
      return (
        <>
          <h3>Is this your television?</h3>
          <Device device={view.device} />
          <p className="device-code small">{view.code}</p>
          <Button look="strong" onClick={() => openLogin(view.url, 'phone')}>
            Go on to {view.mvpd ?? 'the login page'}
          </Button>
          {cancel}
        </>
      );
    case 'unfinished':
      return (
        <>
          <h3>You have not signed in yet</h3>
          <Button look="strong" onClick={() => send({ type: 'retry' })}>
            Try again
          </Button>
          <Button onClick={() => send({ type: 'userAgent.returned' })}>I have signed in</Button>
          {cancel}
        </>
      );
    case 'success':
    case 'authorize':
      return (
        <div className="phone-home">
          <span className="app-icon done" aria-hidden="true">
            <Icon name="check" />
          </span>
          <h3>Done</h3>
          <p>Your television goes on by itself.</p>
        </div>
      );
    case 'cancelled':
      return (
        <div className="phone-home">
          <p>The page is closed.</p>
          <Button look="strong" onClick={openPhone}>
            Open the page
          </Button>
        </div>
      );
    case 'failed':
      return (
        <>
          <h3>That did not work</h3>
          <Problem error={view.error} />
          <Button look="strong" onClick={() => send({ type: 'retry' })}>
            Try again
          </Button>
          {cancel}
        </>
      );
  }
}
