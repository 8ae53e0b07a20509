'use client';

import { useEffect, useState } from 'react';
import {
  createPassClient,
  domLifecycle,
  en,
  entitlementServices,
  type PassErrorData,
  persistentDeviceId,
  viewerText,
  wakeOn,
} from 'tve-auth-flow';
import { useEntitlement } from 'tve-auth-flow/react';

type Services = ReturnType<typeof entitlementServices>;

export interface Title {
  readonly id: string;
  readonly title: string;
}

/** Needs `localStorage`, so only a browser calls it. */
async function createServices(): Promise<Services> {
  const client = createPassClient({
    environment: { origin: location.origin }, // the simulator; an app: 'release-production'
    allowInsecureRequests: true, // for http: on loopback; an app leaves it out
    serviceProvider: 'REF30',
    softwareStatement: 'from-your-TVE-dashboard',
    device: { id: await persistentDeviceId(localStorage) },
    storage: localStorage,
  });
  return entitlementServices(client);
}

/** The server and the first render of the browser show the same: nothing of the viewer is known yet. */
export function Viewer({ catalogue }: { catalogue: readonly Title[] }) {
  const [services, setServices] = useState<Services>();
  useEffect(() => {
    void createServices().then(setServices);
  }, []);
  return services ? (
    <SignedIn services={services} catalogue={catalogue} />
  ) : (
    <p role="status">One moment …</p>
  );
}

function Problem({ error }: { error: PassErrorData }) {
  const { message, advice } = viewerText(error, en);
  return (
    <p role="alert">
      {message} {advice}
    </p>
  );
}

function SignedIn({ services, catalogue }: { services: Services; catalogue: readonly Title[] }) {
  const input = {
    screen: 'primary',
    domainName: 'adobe.com',
    redirectUrl: location.origin,
  } as const;
  const { view, send, can } = useEntitlement(services, input, {
    attach: (actor) => wakeOn(actor, domLifecycle()), // asks again when the tab is shown again
  });
  // The step inside of a sign-in or a sign-out has a view of its own.
  const step =
    'authentication' in view ? view.authentication : 'logout' in view ? view.logout : view;

  return (
    <>
      {'error' in step && step.error && <Problem error={step.error} />}
      {step.phase === 'unauthenticated' && (
        <button onClick={() => send({ type: 'authenticate' })}>Sign in</button>
      )}
      {step.phase === 'confirming' && (
        <button onClick={() => send({ type: 'authenticate' })}>Sign in again</button>
      )}
      {step.phase === 'choosing' &&
        step.mvpds.map(({ id, displayName = id }) => (
          <button key={id} onClick={() => send({ type: 'mvpd.selected', mvpd: id })}>
            {displayName}
          </button>
        ))}
      {step.phase === 'selectingProfile' &&
        step.profiles.map(({ mvpd }) => (
          <button key={mvpd} onClick={() => send({ type: 'profile.selected', mvpd })}>
            {mvpd}
          </button>
        ))}
      {/* The browser leaves this page, and comes back to it: the next start finds the profile. */}
      {step.phase === 'authenticate' && <a href={step.url}>Go to your TV provider</a>}
      {step.phase === 'expired' && (
        <button onClick={() => send({ type: 'code.renew' })}>Begin again</button>
      )}
      {step.phase === 'failed' && (
        <button onClick={() => send({ type: 'retry' })}>Try again</button>
      )}
      {step.phase === 'logout' && (
        <a href={step.url} onClick={() => send({ type: 'userAgent.skipped' })}>
          Sign out there too
        </a>
      )}
      {view.phase === 'authenticated' && (
        <ul>
          {catalogue.map(({ id, title }) => {
            const play = view.plays.find(({ resource }) => resource === id);
            const isPlaying = play?.phase === 'permitted';
            const type = isPlaying ? 'play.end' : 'play';
            return (
              <li key={id}>
                <button onClick={() => send({ type, resource: id })}>
                  {isPlaying ? 'Stop' : 'Play'} {title}
                </button>
                {play && 'error' in play && <Problem error={play.error} />}
              </li>
            );
          })}
        </ul>
      )}
      {can({ type: 'mvpd.choose' }) && (
        <button onClick={() => send({ type: 'mvpd.choose' })}>Choose a TV provider</button>
      )}
      {can({ type: 'logout' }) && (
        <button onClick={() => send({ type: 'logout' })}>Sign out</button>
      )}
      {can({ type: 'cancel' }) && <button onClick={() => send({ type: 'cancel' })}>Back</button>}
    </>
  );
}
