import type { PartnerAuthenticationView, RememberedMvpd } from '../../../../src/index.js';
import { Button } from '../app/Button.js';
import { Problem } from '../app/Problem.js';
import { QrCode } from '../app/QrCode.js';
import { Waiting } from '../app/Waiting.js';
import { onTelevision as send, openLogin } from '../session/acts.js';
import { page } from '../session/state.js';
import { useStore } from '../store/store.js';
import { countdown } from '../time/format.js';

/** Where the page on the phone would be. */
const ACTIVATE = 'streamly.example/tv';

function Code({ code, expiresAt }: { readonly code: string; readonly expiresAt: number }) {
  const left = useStore(page, ({ now, past, frames }) =>
    countdown(expiresAt, past === null ? now : (frames[past]?.at ?? now)),
  );
  return (
    <div className="code-card">
      <QrCode text={`https://${ACTIVATE}?code=${code}`} />
      <div>
        <p>
          On your phone, go to <b>{ACTIVATE}</b> and type
        </p>
        <p className="device-code" data-testid="code">
          {code}
        </p>
        <p className="left">Good for {left}</p>
      </div>
    </div>
  );
}

function Content({
  view,
  screen,
}: {
  readonly view: PartnerAuthenticationView;
  readonly screen: 'primary' | 'secondary';
}) {
  switch (view.phase) {
    case 'status':
      return <Waiting>Asking the settings of this television…</Waiting>;
    case 'creating':
    case 'resuming':
      return <Waiting>Beginning the sign-in…</Waiting>;
    case 'partner_profile':
      return <Waiting>Asking your TV provider…</Waiting>;
    case 'resume':
      return <Code code={view.code} expiresAt={view.expiresAt} />;
    case 'authenticate':
      if (screen === 'secondary') return <Code code={view.code} expiresAt={view.expiresAt} />;
      return view.polling ? (
        <Waiting>Looking for your sign-in…</Waiting>
      ) : (
        <>
          <p>The login page of your TV provider opens on this television.</p>
          <Button look="strong" onClick={() => openLogin(view.url, 'tv')}>
            Open the login page
          </Button>
        </>
      );
    case 'expired':
      return (
        <>
          <p>The code has expired.</p>
          <Button look="strong" onClick={() => send({ type: 'code.renew' })}>
            Get a new code
          </Button>
        </>
      );
    case 'failed':
      return (
        <>
          <Problem error={view.error} />
          <Button look="strong" onClick={() => send({ type: 'retry' })}>
            Try again
          </Button>
        </>
      );
    default:
      return <Waiting>One moment…</Waiting>;
  }
}

/** The sign-in on the television. */
export function SignIn({
  view,
  mvpd,
  screen,
}: {
  readonly view: PartnerAuthenticationView;
  readonly mvpd: RememberedMvpd | undefined;
  readonly screen: 'primary' | 'secondary';
}) {
  return (
    <div className="dialog">
      <h3>{mvpd ? `Sign in with ${mvpd.displayName ?? mvpd.id}` : 'Sign in'}</h3>
      <Content view={view} screen={screen} />
      {view.phase !== 'failed' && 'error' in view ? <Problem error={view.error} /> : null}
      {'fallback' in view && view.fallback ? (
        <p className="left">
          By hand, because of <code>{view.fallback.reason}</code>
        </p>
      ) : null}
      <div className="actions">
        <Button look="quiet" onClick={() => send({ type: 'mvpd.choose' })}>
          Other provider
        </Button>
        <Button look="quiet" onClick={() => send({ type: 'cancel' })}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
