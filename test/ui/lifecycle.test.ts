import { describe, expect, it, vi } from 'vitest';
import { createActor } from 'xstate';
import {
  authenticationMachine,
  domLifecycle,
  type Lifecycle,
  reactNativeLifecycle,
  timerLifecycle,
  wakeOn,
} from '../../src/index.js';
import { codeOf } from '../support/app.js';
import { startApp } from '../support/flows.js';
import { simulateTime, START, world } from '../support/world.js';

simulateTime();

/** An actor that counts what it is sent. */
function counting() {
  const sent: string[] = [];
  const actor = { status: 'active' };
  return {
    sent,
    actor,
    target: {
      send: ({ type }: { type: string }) => void sent.push(type),
      getSnapshot: () => actor,
    },
  };
}

/** A source that says what it is told to. */
function manual() {
  let wake: (() => void) | undefined;
  const source: Lifecycle = (onWake) => {
    wake = onWake;
    return () => (wake = undefined);
  };
  return { source, signal: () => wake?.(), isHeard: () => wake !== undefined };
}

describe('an app that wakes', () => {
  it('checks at once whether the viewer has logged in meanwhile', async () => {
    const made = world();
    const app = startApp(made.client, { screen: 'secondary', pollInterval: 60_000 });
    const { source, signal } = manual();
    wakeOn(app, source);
    await made.pass(0);
    app.send({ type: 'authenticate', mvpd: 'Cablevision' });
    await made.pass(10_000);
    await made.simulator.viewer.signIn({ code: codeOf(app) });
    await made.pass(5000);
    expect(app.view().phase).toBe('authenticating');
    signal();
    await made.pass(3100);
    expect(app.view().phase).toBe('authenticated');
  });

  it('sends one event for several signals at once, of several sources', async () => {
    const { sent, target } = counting();
    const [one, other] = [manual(), manual()];
    wakeOn(target, one.source, other.source);
    one.signal();
    other.signal();
    await vi.advanceTimersByTimeAsync(999);
    one.signal();
    expect(sent).toEqual(['profile.check']);
    await vi.advanceTimersByTimeAsync(1);
    other.signal();
    expect(sent).toEqual(['profile.check', 'profile.check']);
  });

  it('counts a signal after the clock was set back', () => {
    const { sent, target } = counting();
    const { source, signal } = manual();
    wakeOn(target, source);
    signal();
    vi.setSystemTime(START - 3_600_000);
    signal();
    expect(sent).toHaveLength(2);
  });

  it('is heard until it is told to stop', () => {
    const { sent, target } = counting();
    const [one, other] = [manual(), manual()];
    const stop = wakeOn(target, one.source, other.source);
    stop();
    stop();
    expect([one.isHeard(), other.isHeard(), sent]).toEqual([false, false, []]);
  });

  it('is not heard any more when the actor has ended', () => {
    const flow = createActor(authenticationMachine, { input: { screen: 'secondary' } }).start();
    const { source, signal, isHeard } = manual();
    wakeOn(flow, source);
    flow.send({ type: 'cancel' });
    expect(isHeard()).toBe(true);
    signal();
    expect(isHeard()).toBe(false);
  });
});

/** What a source has said so far. */
function listening(source: Lifecycle) {
  let count = 0;
  const stop = source(() => (count += 1));
  return { stop, count: () => count };
}

describe('a page', () => {
  function page() {
    const document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
    const window = Object.assign(new EventTarget(), { navigator: { onLine: true } });
    const heard = listening(domLifecycle({ document, window }));
    const pageShow = (persisted: boolean) =>
      window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));
    return { document, window, pageShow, ...heard };
  }

  it('wakes when it is shown again', () => {
    const { document, count } = page();
    document.visibilityState = 'hidden';
    document.dispatchEvent(new Event('visibilitychange'));
    expect(count()).toBe(0);
    document.visibilityState = 'visible';
    document.dispatchEvent(new Event('visibilitychange'));
    expect(count()).toBe(1);
  });

  it('wakes when it is online again', () => {
    const { window, count } = page();
    window.dispatchEvent(new Event('online'));
    expect(count()).toBe(1);
  });

  it('wakes when it was frozen', () => {
    const { document, count } = page();
    document.dispatchEvent(new Event('resume'));
    expect(count()).toBe(1);
  });

  it('wakes when it comes from the back/forward cache, not when it is loaded', () => {
    const { pageShow, count } = page();
    pageShow(false);
    expect(count()).toBe(0);
    pageShow(true);
    expect(count()).toBe(1);
  });

  it('waits for the network when it is shown without', () => {
    const { document, window, count } = page();
    window.navigator.onLine = false;
    document.dispatchEvent(new Event('visibilitychange'));
    expect(count()).toBe(0);
    window.navigator.onLine = true;
    window.dispatchEvent(new Event('online'));
    expect(count()).toBe(1);
  });

  it('does not wake in the background', () => {
    const { document, window, count } = page();
    document.visibilityState = 'hidden';
    window.dispatchEvent(new Event('online'));
    expect(count()).toBe(0);
  });

  it('wakes where a television knows neither visibility nor network', () => {
    const [document, window] = [new EventTarget(), new EventTarget()];
    const { count } = listening(domLifecycle({ document, window }));
    document.dispatchEvent(new Event('visibilitychange'));
    window.dispatchEvent(new Event('online'));
    expect(count()).toBe(2);
  });

  it('says nothing more once it is stopped', () => {
    const { document, window, pageShow, stop, count } = page();
    stop();
    for (const type of ['visibilitychange', 'resume']) document.dispatchEvent(new Event(type));
    window.dispatchEvent(new Event('online'));
    pageShow(true);
    expect(count()).toBe(0);
  });

  it('is that of the browser unless told otherwise', () => {
    const [document, window] = [new EventTarget(), new EventTarget()];
    vi.stubGlobal('document', document);
    vi.stubGlobal('window', window);
    const { count } = listening(domLifecycle());
    vi.unstubAllGlobals();
    window.dispatchEvent(new Event('online'));
    expect(count()).toBe(1);
  });
});

describe('an app of React Native', () => {
  function native(hasNetInfo = true) {
    const states: Array<(state: string) => void> = [];
    const nets: Array<(state: { isConnected: boolean | null }) => void> = [];
    const without = <T>(list: T[], item: T) => void list.splice(list.indexOf(item), 1);
    const heard = listening(
      reactNativeLifecycle({
        AppState: {
          addEventListener(_, listener) {
            states.push(listener);
            return { remove: () => without(states, listener) };
          },
        },
        ...(hasNetInfo && {
          NetInfo: {
            addEventListener(listener) {
              nets.push(listener);
              listener({ isConnected: true });
              return () => without(nets, listener);
            },
          },
        }),
      }),
    );
    return {
      ...heard,
      go: (...list: string[]) => list.forEach((state) => states.forEach((tell) => tell(state))),
      connected: (...list: Array<boolean | null>) =>
        list.forEach((isConnected) => nets.forEach((tell) => tell({ isConnected }))),
    };
  }

  it.each([true, false])('wakes when it is back from the background (NetInfo: %s)', (hasNet) => {
    const { go, count } = native(hasNet);
    go('inactive', 'background');
    expect(count()).toBe(0);
    go('inactive', 'active');
    expect(count()).toBe(1);
  });

  it('does not wake from a look at the notifications', () => {
    const { go, count } = native();
    go('inactive', 'active');
    expect(count()).toBe(0);
  });

  it('wakes when it is connected again', () => {
    const { connected, count } = native();
    connected(true, null);
    expect(count()).toBe(0);
    connected(false, null, true);
    expect(count()).toBe(1);
  });

  it('waits for the network when it is back without', () => {
    const { go, connected, count } = native();
    connected(false);
    go('background', 'active');
    expect(count()).toBe(0);
    connected(true);
    expect(count()).toBe(1);
  });

  it('does not wake in the background', () => {
    const { go, connected, count } = native();
    go('background');
    connected(false, true);
    expect(count()).toBe(0);
    go('active');
    expect(count()).toBe(1);
  });

  it('says nothing more once it is stopped', () => {
    const { go, connected, stop, count } = native();
    stop();
    go('background', 'active');
    connected(false, true);
    expect(count()).toBe(0);
  });
});

describe('a timer', () => {
  const sleep = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds);

  it('tells that the machine has slept, once', async () => {
    const { count } = listening(timerLifecycle());
    await vi.advanceTimersByTimeAsync(60_000);
    expect(count()).toBe(0);
    sleep(3_600_000);
    await vi.advanceTimersByTimeAsync(5000);
    expect(count()).toBe(1);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(count()).toBe(1);
  });

  it.each([
    [19_999, 0],
    [20_000, 1],
  ])('that is late by %s ms says it %s times', async (late, times) => {
    const { count } = listening(timerLifecycle());
    sleep(late);
    await vi.advanceTimersByTimeAsync(5000);
    expect(count()).toBe(times);
  });

  it('looks as often as it is told', async () => {
    const { count } = listening(timerLifecycle({ interval: 1000, lateness: 2000 }));
    sleep(2000);
    await vi.advanceTimersByTimeAsync(1000);
    expect(count()).toBe(1);
  });

  it('takes a clock that was set back for no sleep', async () => {
    const { count } = listening(timerLifecycle());
    sleep(-3_600_000);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(count()).toBe(0);
  });

  it('ends when it is stopped, and keeps no process alive', () => {
    const { setInterval: every } = globalThis;
    const timers: NodeJS.Timeout[] = [];
    const noting = (...args: Parameters<typeof every>) => {
      const timer = every(...args);
      timers.push(timer);
      return timer;
    };
    globalThis.setInterval = Object.assign(noting, every);
    const { stop } = listening(timerLifecycle());
    globalThis.setInterval = every;
    expect(timers.map((timer) => timer.hasRef())).toEqual([false]);
    stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
