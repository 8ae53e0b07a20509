import { type ComponentType, createContext, StrictMode, useContext } from 'react';
import { createRoot } from 'react-dom/client';
import type * as tve from 'tve-auth-flow';
import { type Flow, useEntitlement } from 'tve-auth-flow/react';
import { reasonOf, wayOut } from '../errors.js';
import type { Services } from '../services.js';

type Step = tve.EntitlementView | tve.PartnerAuthenticationView | tve.LogoutView;

type Viewer = Flow<typeof tve.entitlementMachine, tve.EntitlementView>;

const ViewerContext = createContext<Viewer | null>(null);

/** The one flow of the app, for any component in it. */
function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error('Outside of <App>');
  return viewer;
}

/** A button that sends an event. */
function Send({ label, ...event }: tve.EntitlementEvent & { label: string }) {
  const { send } = useViewer();
  return <button onClick={() => send(event)}>{label}</button>;
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
    const { send } = useViewer();
    return (
      <a href={url} onClick={() => send({ type: 'userAgent.skipped' })}>
        Sign out there too
      </a>
    );
  },
  failed({ error }) {
    const [label, event] = wayOut(useViewer().view.phase, error);
    return <Send label={label} {...event} />;
  },
};

/** The step that the viewer is at. */
function Page() {
  const { view, can } = useViewer();
  const step =
    'authentication' in view ? view.authentication : 'logout' in view ? view.logout : view;
  const Phase = phases[step.phase] as ComponentType<typeof step> | undefined;
  return (
    <>
      {'error' in step && step.error && <p role="alert">{reasonOf(step.error)}</p>}
      {Phase ? <Phase {...step} /> : <p>One moment …</p>}
      {can({ type: 'mvpd.choose' }) && <Send label="Choose a TV provider" type="mvpd.choose" />}
      {can({ type: 'logout' }) && <Send label="Sign out" type="logout" />}
      {can({ type: 'cancel' }) && <Send label="Back" type="cancel" />}
    </>
  );
}

/** The whole app. A server can render it: it shows the first state, and asks for nothing. */
export function App({ services, redirectUrl }: { services: Services; redirectUrl: string }) {
  const viewer = useEntitlement(services, {
    screen: 'primary',
    domainName: 'adobe.com',
    redirectUrl,
  });
  return (
    <ViewerContext value={viewer}>
      <Page />
    </ViewerContext>
  );
}

export function start(root: HTMLElement, services: Services): void {
  createRoot(root).render(
    <StrictMode>
      <App services={services} redirectUrl={location.href} />
    </StrictMode>,
  );
}
