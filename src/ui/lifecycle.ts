/** Tells when an app woke: came back to the foreground, to the network, or from sleep. */
export type Lifecycle = (onWake: () => void) => () => void;

/** An actor that checks at once: of `entitlementMachine` or of `authenticationMachine`. */
export interface WakeableActor {
  send(event: { type: 'profile.check' }): void;
  getSnapshot(): { readonly status: string };
}

/** Milliseconds: what comes within them after a signal belongs to it. */
const ONE_WAKE = 1000;

/**
 * Checks the profile at once when the app wakes, instead of with the next poll: the viewer may have logged
 * in on their phone, or somebody may have signed out elsewhere. Several signals at once are one. Ends by
 * itself when the actor has ended.
 *
 * @param sources What to listen to: {@link domLifecycle}, {@link reactNativeLifecycle},
 * {@link timerLifecycle}, or a function of your own.
 * @returns A function that stops it.
 *
 * @example
 * ```ts
 * import { createActor } from 'xstate';
 * import { authenticationMachine, domLifecycle, wakeOn } from 'tve-auth-flow';
 *
 * export function start() {
 *   const flow = createActor(authenticationMachine, { input: { screen: 'secondary' } });
 *   flow.start();
 *   return wakeOn(flow, domLifecycle());
 * }
 * ```
 */
export function wakeOn(actor: WakeableActor, ...sources: readonly Lifecycle[]): () => void {
  let lastAt = -Infinity;
  const stops: Array<() => void> = [];
  const stop = () => {
    for (const end of stops.splice(0)) end();
  };

  function wake(): void {
    if (actor.getSnapshot().status !== 'active') return stop();
    const since = Date.now() - lastAt;
    // A clock that was set back tells nothing.
    if (since >= 0 && since < ONE_WAKE) return;
    lastAt = Date.now();
    actor.send({ type: 'profile.check' });
  }

  for (const source of sources) stops.push(source(wake));
  return stop;
}

/** What of a `document` and a `window` is listened to. */
type Listening = Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;

/** What {@link domLifecycle} listens to. */
export interface DomLifecycleOptions {
  /** Default: those of the page. */
  readonly document?: Listening & { readonly visibilityState?: string };
  readonly window?: Listening & { readonly navigator?: { readonly onLine?: boolean } };
}

/**
 * Pages of browsers and televisions: shown again, online again, back from the back/forward cache, or
 * resumed after they were frozen. A page that is hidden or offline has not woken yet.
 */
export const domLifecycle =
  (given: DomLifecycleOptions = {}): Lifecycle =>
  (onWake) => {
    const { document = globalThis.document, window = globalThis.window } = given;
    const onSignal = () => {
      const isHidden = document.visibilityState === 'hidden';
      if (!isHidden && window.navigator?.onLine !== false) onWake();
    };
    const onPageShow = (event: Event) => {
      if ((event as PageTransitionEvent).persisted) onSignal();
    };
    const listened: ReadonlyArray<readonly [Listening, string, (event: Event) => void]> = [
      [document, 'visibilitychange', onSignal],
      [document, 'resume', onSignal],
      [window, 'online', onSignal],
      [window, 'pageshow', onPageShow],
    ];
    for (const [target, type, listener] of listened) target.addEventListener(type, listener);
    return () => {
      for (const [target, type, listener] of listened) target.removeEventListener(type, listener);
    };
  };

/** What {@link reactNativeLifecycle} listens to. */
export interface ReactNativeLifecycleOptions {
  /** Of `react-native`. */
  readonly AppState: {
    addEventListener(type: 'change', listener: (state: string) => void): { remove(): void };
  };
  /** Of `@react-native-community/netinfo`, where the app has it. */
  readonly NetInfo?: {
    addEventListener(
      listener: (state: { readonly isConnected: boolean | null }) => void,
    ): () => void;
  };
}

/** React Native: back from the background, or connected again. */
export const reactNativeLifecycle =
  ({ AppState, NetInfo }: ReactNativeLifecycleOptions): Lifecycle =>
  (onWake) => {
    // A short look at the notifications is `inactive`, which is not away.
    let isAway = false;
    let isOffline = false;
    const subscription = AppState.addEventListener('change', (state) => {
      const isBack = state === 'active' && isAway;
      if (state === 'background') isAway = true;
      if (state === 'active') isAway = false;
      if (isBack && !isOffline) onWake();
    });
    const unsubscribe = NetInfo?.addEventListener(({ isConnected }) => {
      const isBack = isConnected === true && isOffline;
      // Not known is neither.
      if (isConnected !== null) isOffline = !isConnected;
      if (isBack && !isAway) onWake();
    });
    return () => {
      subscription.remove();
      unsubscribe?.();
    };
  };

/** The options of {@link timerLifecycle}. */
export interface TimerLifecycleOptions {
  /** Milliseconds from look to look. Default 5000. */
  readonly interval?: number;
  /** Milliseconds that a look has to be late, for the machine to have slept. Default 20000. */
  readonly lateness?: number;
}

/**
 * Node, and televisions that tell nothing: a timer that comes much later than it was set for says that the
 * machine has slept. It keeps no process alive.
 */
export const timerLifecycle =
  ({ interval = 5000, lateness = 20_000 }: TimerLifecycleOptions = {}): Lifecycle =>
  (onWake) => {
    let dueAt = Date.now() + interval;
    const timer: unknown = setInterval(() => {
      const late = Date.now() - dueAt;
      dueAt = Date.now() + interval;
      if (late >= lateness) onWake();
    }, interval);
    (timer as { unref?(): void }).unref?.();
    return () => clearInterval(timer as ReturnType<typeof setInterval>);
  };
