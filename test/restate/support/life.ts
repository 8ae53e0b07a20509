import type { EntitlementView } from '../../../src/index.js';
import type { FlowState, Host } from '../../../src/durable/index.js';
import type { World } from './world.js';

/** What a viewer has done so far in a whole life. */
interface Done {
  isSignedIn: boolean;
  isLoggingOut: boolean;
}

/** Milliseconds without anything new. */
const PATIENCE = 40_000;

type Sent = { readonly type: string } & Readonly<Record<string, unknown>>;

/** What the viewer does when this is shown: a sign-in, two plays, the marks of a list, a sign-out. */
async function nextOf(view: EntitlementView, done: Done, world: World): Promise<Sent | undefined> {
  switch (view.phase) {
    case 'unauthenticated':
      return done.isSignedIn ? undefined : { type: 'authenticate' };
    case 'choosing':
      return { type: 'mvpd.selected', mvpd: 'Cablevision' };
    case 'authenticating': {
      const { authentication } = view;
      if (authentication.phase !== 'authenticate' || authentication.polling) return undefined;
      const { code } = authentication;
      if (world.simulator.session(code)?.status === 'open')
        await world.simulator.viewer.signIn({ code });
      return { type: 'userAgent.returned' };
    }
    case 'authenticated': {
      done.isSignedIn = true;
      const isAsked = (resource: string) => view.plays.some((play) => play.resource === resource);
      if (!isAsked('news')) return { type: 'play', resource: 'news' };
      if (!isAsked('films')) return { type: 'play', resource: 'films' };
      // An item store that is away for long fails a play, which the viewer tries again.
      const failed = view.plays.find(({ phase }) => phase === 'failed');
      if (failed) return { type: 'play.retry', resource: failed.resource };
      const isMarked = Object.keys(view.marks).length > 0;
      if (!isMarked)
        return view.preauthorizing
          ? undefined
          : { type: 'preauthorize', resources: ['news', 'sports'] };
      if (view.plays.some(({ phase }) => phase !== 'permitted')) return undefined;
      return { type: 'logout' };
    }
    case 'loggingOut': {
      done.isLoggingOut = true;
      const { logout } = view;
      if (logout.phase !== 'logout') return undefined;
      await world.simulator.viewer.signOut(logout.url);
      return { type: 'userAgent.returned' };
    }
    default:
      return undefined;
  }
}

/** Where a life has ended, and what it has shown. */
export interface Lived {
  readonly view: EntitlementView;
  readonly phases: readonly string[];
  readonly steps: number;
}

/**
 * Leads a flow through a whole life. `interrupt` is called after each state that is seen, before the viewer
 * does anything.
 */
export async function live(
  host: Host,
  key: string,
  world: World,
  interrupt: (state: FlowState) => Promise<void> = async () => {},
): Promise<Lived> {
  const done: Done = { isSignedIn: false, isLoggingOut: false };
  const phases: string[] = [];
  await host.start(key, 'entitlement', {
    screen: 'primary',
    domainName: 'adobe.com',
    redirectUrl: 'https://adobe.com',
  });
  let seq = 0;
  let shown = 'nothing';
  for (;;) {
    const last = seq;
    const state = await host
      .waitFor(key, (now) => now.seq > last, { timeout: PATIENCE })
      .catch((error: unknown) => {
        throw new Error(`Stuck after ${shown}`, { cause: error });
      });
    shown = JSON.stringify(state);
    ({ seq } = state);
    const view = state.view as EntitlementView;
    if (phases.at(-1) !== view.phase) phases.push(view.phase);
    await interrupt(state);
    if (view.phase === 'failed') throw new Error(JSON.stringify(view));
    if (view.phase === 'unauthenticated' && view.outcomes.length > 0)
      return { view, phases, steps: seq };
    const event = await nextOf(view, done, world);
    if (event) await host.send(key, event, { idempotencyKey: `${event.type} ${seq}` });
  }
}

/** What the server has seen of the device that a flow is of: its requests, by their numbers. */
export const seenOf = (world: World, device: string): readonly string[] =>
  world.simulator.requests
    .filter(({ headers }) => headers['ap-device-identifier'] === `fingerprint ${btoa(device)}`)
    .map(({ endpoint }) => endpoint);
