import { container } from './dom.js';
import { useMachine } from '@xstate/react';
import { act, Activity, type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { vi } from 'vitest';
import type { ActorOptions, AnyActor, AnyStateMachine } from 'xstate';

/** A component that runs a flow, on a page that can hide it, in StrictMode. */
export interface Mounted {
  readonly flow: () => AnyActor;
  /** What the component shows. */
  readonly shown: () => unknown;
  readonly send: (event: { readonly type: string }) => Promise<void>;
  /** Goes on to the next timer. */
  readonly advance: () => Promise<void>;
  /** Milliseconds. */
  readonly pass: (milliseconds: number) => Promise<void>;
  readonly hide: () => Promise<void>;
  readonly show: () => Promise<void>;
  /** What a development server does when a module was edited: the component gets another machine. */
  readonly replace: (machine: AnyStateMachine) => Promise<void>;
  readonly unmount: () => Promise<void>;
}

/** Replaces the clock and the timers, but for what React itself uses. Call it before anything is mounted. */
export const simulateTimeForReact = (now: number): void => {
  vi.useFakeTimers({
    now,
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
  });
};

/** Mounts a component that runs a flow. */
export async function mount(
  machine: AnyStateMachine,
  options: Partial<ActorOptions<AnyStateMachine>>,
  view: (snapshot: never) => unknown,
): Promise<Mounted> {
  let flow: AnyActor | undefined;
  let logic = machine;
  let isHidden = false;
  const root = createRoot(container());
  let text = '';

  function App({ of }: { readonly of: AnyStateMachine }): ReactNode {
    const [snapshot, , actor] = useMachine(of, options as never);
    flow = actor as unknown as AnyActor;
    text = JSON.stringify(view(snapshot as never));
    return text;
  }
  const render = () =>
    act(async () => {
      root.render(
        <StrictMode>
          <Activity mode={isHidden ? 'hidden' : 'visible'}>
            <App of={logic} />
          </Activity>
        </StrictMode>,
      );
    });

  await render();
  return {
    flow: () => flow!,
    shown: () => JSON.parse(text) as unknown,
    send: (event) => act(async () => flow!.send(event)),
    advance: () =>
      act(async () => {
        await vi.advanceTimersToNextTimerAsync();
      }),
    pass: (milliseconds) =>
      act(async () => {
        await vi.advanceTimersByTimeAsync(milliseconds);
      }),
    hide() {
      isHidden = true;
      return render();
    },
    show() {
      isHidden = false;
      return render();
    },
    replace(next) {
      logic = next;
      return render();
    },
    unmount: () => act(async () => root.unmount()),
  };
}
