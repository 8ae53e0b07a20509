import { createActorContext } from '@xstate/react';
import type { ComponentType } from 'react';
import { createRoot } from 'react-dom/client';
import * as tve from 'tve-auth-flow';
import { reasonOf, wayOut } from '../errors.js';
import type { Services } from '../services.js';

type Step = tve.EntitlementView | tve.PartnerAuthenticationView | tve.LogoutView;

const Flow = createActorContext(tve.entitlementMachine);

/** A button that sends an event. */
function Send({ label, ...event }: tve.EntitlementEvent & { label: string }) {
  const flow = Flow.useActorRef();
  return <button onClick={() => flow.send(event)}>{label}</button>;
}

/** A component for each phase. */
const phases: { [P in Step['phase']]?: ComponentType<Extract<Step, { phase: P }>> } = {
  unauthenticated: () => <Send label="Sign in" type="authenticate" />,
  confirming: () => <Send label="Sign in again" type="authenticate" />,
  choosing: ({ mvpds }) =>
    mvpds.map(({ id, displayName = id }) => (
      <Send key={id} label={displayName} type="mvpd.selected" mvpd={id} />
    )),
  selectingProfile: ({ profiles }) =>
    profiles.map(({ mvpd }) => (
      <Send key={mvpd} label={mvpd} type="profile.selected" mvpd={mvpd} />
    )),
  // The login ends at this page again, which asks for the profile at its start.
  authenticate: ({ url }) => <a href={url}>Go to your TV provider</a>,
  expired: () => <Send label="That took too long: begin again" type="code.renew" />,
  authenticated: ({ plays }) =>
    ['news', 'films', 'sports'].map((resource) => {
      const play = plays.find((request) => request.resource === resource);
      const type = play?.phase === 'permitted' ? 'play.end' : 'play';
      const why = play && 'error' in play ? `: ${reasonOf(play.error)}` : '';
      const label = `${type === 'play' ? 'Play' : 'Stop'} ${resource}${why}`;
      return <Send key={resource} label={label} type={type} resource={resource} />;
    }),
  logout({ url }) {
    const flow = Flow.useActorRef();
    const link = { href: url, onClick: () => flow.send({ type: 'userAgent.skipped' }) };
    return <a {...link}>Sign out there too</a>;
  },
  failed({ error }) {
    const [label, event] = wayOut(Flow.useSelector(tve.entitlementView).phase, error);
    return <Send label={label} {...event} />;
  },
};

function App() {
  const snapshot = Flow.useSelector((current) => current);
  const view = tve.entitlementView(snapshot);
  const step =
    'authentication' in view ? view.authentication : 'logout' in view ? view.logout : view;
  const Phase = phases[step.phase] as ComponentType<typeof step> | undefined;
  return (
    <>
      {'error' in step && step.error && <p role="alert">{reasonOf(step.error)}</p>}
      {Phase ? <Phase {...step} /> : <p>One moment …</p>}
      {snapshot.can({ type: 'mvpd.choose' }) && (
        <Send label="Choose a TV provider" type="mvpd.choose" />
      )}
      {snapshot.can({ type: 'logout' }) && <Send label="Sign out" type="logout" />}
      {snapshot.can({ type: 'cancel' }) && <Send label="Back" type="cancel" />}
    </>
  );
}

export function start(root: HTMLElement, services: Services): void {
  const logic = tve.entitlementMachine.provide({ actors: services });
  const input = { screen: 'primary', domainName: 'adobe.com', redirectUrl: location.href } as const;
  createRoot(root).render(
    <Flow.Provider logic={logic} options={{ input }}>
      <App />
    </Flow.Provider>,
  );
}
