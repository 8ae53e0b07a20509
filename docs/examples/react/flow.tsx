import { createActorContext } from '@xstate/react';
import { type ReactNode, useEffect } from 'react';
import {
  entitlementMachine,
  type EntitlementEvent,
  entitlementView,
  restoreActor,
  SnapshotError,
} from 'tve-auth-flow';

/** One flow for the whole app. */
export const Flow = createActorContext(entitlementMachine);

/** What to render; a component that uses it is rendered again when it changes. */
export const useView = () => Flow.useSelector(entitlementView);

/** A button that sends an event. */
export function Send({ event, children }: { event: EntitlementEvent; children: ReactNode }) {
  const flow = Flow.useActorRef();
  return <button onClick={() => flow.send(event)}>{children}</button>;
}

const key = 'flow';

/** A link that leaves for the TV provider. The flow waits until the browser comes back. */
export function Leave({ url, children }: { url: string; children: ReactNode }) {
  const flow = Flow.useActorRef();
  const keep = () => sessionStorage.setItem(key, JSON.stringify(flow.getPersistedSnapshot()));
  return (
    <a href={url} onClick={keep}>
      {children}
    </a>
  );
}

/** Tells the flow that the browser is back. */
export function Returned() {
  const flow = Flow.useActorRef();
  useEffect(() => flow.send({ type: 'userAgent.returned' }), [flow]);
  return null;
}

/** The flow that has waited, once. */
export function takeKept(machine: typeof entitlementMachine) {
  const kept = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  if (kept === null) return undefined;
  try {
    return restoreActor(machine, kept).getPersistedSnapshot();
  } catch (error) {
    // Of another version of this app: it starts anew.
    if (error instanceof SnapshotError) return undefined;
    throw error;
  }
}
