import { createRoot } from 'react-dom/client';
import { entitlementMachine, type EntitlementView } from 'tve-auth-flow';
import { reasonOf } from '../errors.js';
import type { Services } from '../services.js';
import { Flow, Returned, Send, takeKept, useView } from './flow.js';
import { Library } from './library.js';
import { SignIn, SignOut } from './sign-in.js';

function Choice({ mvpds }: Extract<EntitlementView, { phase: 'choosing' }>) {
  return (
    <>
      <p>Who is your TV provider?</p>
      {mvpds.map(({ id, displayName = id }) => (
        <Send key={id} event={{ type: 'mvpd.selected', mvpd: id }}>
          {displayName}
        </Send>
      ))}
      <Send event={{ type: 'cancel' }}>Back</Send>
    </>
  );
}

/** A component for each phase. */
function App() {
  const view = useView();
  switch (view.phase) {
    case 'unauthenticated':
    case 'confirming':
      return (
        <>
          <p>{view.error ? reasonOf(view.error) : 'Sign in to watch.'}</p>
          <Send event={{ type: 'authenticate' }}>Sign in</Send>
          <Send event={{ type: 'mvpd.choose' }}>Choose a TV provider</Send>
        </>
      );
    case 'selectingProfile':
      return view.profiles.map(({ mvpd }) => (
        <Send key={mvpd} event={{ type: 'profile.selected', mvpd }}>
          {mvpd}
        </Send>
      ));
    case 'choosing':
      return <Choice {...view} />;
    case 'authenticating':
      return <SignIn {...view} />;
    case 'authenticated':
      return <Library {...view} />;
    case 'loggingOut':
      return <SignOut {...view} />;
    case 'failed':
      return (
        <>
          <p role="alert">{reasonOf(view.error)}</p>
          <Send event={{ type: 'retry' }}>Try again</Send>
          <Send event={{ type: 'cancel' }}>Back</Send>
        </>
      );
    default:
      return <p>One moment …</p>;
  }
}

export function start(root: HTMLElement, services: Services): void {
  const logic = entitlementMachine.provide({ actors: services });
  const redirectUrl = location.href;
  const input = { screen: 'primary', domainName: 'adobe.com', redirectUrl } as const;
  const snapshot = takeKept(logic);
  createRoot(root).render(
    <Flow.Provider logic={logic} options={snapshot ? { input, snapshot } : { input }}>
      {snapshot && <Returned />}
      <App />
    </Flow.Provider>,
  );
}
