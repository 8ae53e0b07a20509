import { container } from '../support/dom.js';
import { act, Activity, createElement, type ReactNode, StrictMode, useEffect } from 'react';
import { hydrateRoot, type Root, createRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  entitlementMachine,
  entitlementServices,
  type EntitlementView,
  logoutMachine,
  logoutServices,
  logoutView,
  SnapshotError,
} from '../../src/index.js';
import { type Flow, type FlowActor, useEntitlement, usePass } from '../../src/react/index.js';
import { simulateTimeForReact } from '../support/react.js';
import { clientOptions, START, type World, world } from '../support/world.js';

type Viewer = Flow<typeof entitlementMachine, EntitlementView>;
type Options = NonNullable<Parameters<typeof useEntitlement>[2]>;
interface Props {
  readonly redirectUrl?: string;
  readonly services?: ReturnType<typeof entitlementServices>;
  readonly options?: Options;
}

let made: World;
let services: ReturnType<typeof entitlementServices>;
let root: Root;
let flow: Viewer;
let renders: number;

beforeEach(() => {
  simulateTimeForReact(START);
  made = world();
  services = entitlementServices(made.client);
  root = createRoot(container());
  renders = 0;
});
afterEach(async () => {
  await act(async () => root.unmount());
  vi.useRealTimers();
});

/** A component that makes its input anew in each render, as apps do. */
function App({ redirectUrl = 'https://adobe.com', services: given = services, options }: Props) {
  flow = useEntitlement(
    given,
    { screen: 'secondary', choice: 'elsewhere', domainName: 'adobe.com', redirectUrl },
    options,
  );
  renders += 1;
  return flow.view.phase;
}

const strictly = (children: ReactNode) => createElement(StrictMode, null, children);
const render = (props: Props = {}) =>
  act(async () => root.render(strictly(createElement(App, props))));
const pass = (milliseconds: number) =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(milliseconds);
  });
const send = (event: Parameters<Viewer['send']>[0]) => act(async () => flow.send(event));
const codeOf = ({ view }: Viewer) =>
  view.phase === 'authenticating' && 'code' in view.authentication ? view.authentication.code : '';

/** A viewer who is asked for the code. */
async function toTheCode(props: Props = {}): Promise<string> {
  await render(props);
  await pass(10);
  await send({ type: 'authenticate' });
  await pass(10);
  return codeOf(flow);
}

describe('useEntitlement', () => {
  it('signs a viewer in, in StrictMode, with no request twice', async () => {
    const code = await toTheCode();
    expect(code).not.toBe('');
    const requests = made.seen().filter((endpoint) => endpoint !== 'E10');
    expect(requests).toEqual([...new Set(requests)]);
    expect(requests).toContain('E4');

    await made.simulator.viewer.signIn({ code, mvpd: 'Cablevision' });
    await pass(6000);
    expect(flow.view.phase).toBe('authenticated');
  });

  it('says what can be done, and gives the same object until something changes', async () => {
    await toTheCode();
    const { send: sending } = flow;
    const given = flow;
    expect(flow.can({ type: 'cancel' })).toBe(true);
    expect(flow.can({ type: 'logout' })).toBe(false);
    await render();
    expect(flow).toBe(given);
    await send({ type: 'cancel' });
    expect(flow).not.toBe(given);
    expect(flow.send).toBe(sending);
    expect(flow.can({ type: 'cancel' })).toBe(false);
  });

  it('runs on when the component gets the same input as another object', async () => {
    const code = await toTheCode();
    const before = made.seen().length;
    const seen = renders;
    for (let time = 0; time < 5; time += 1) await render();
    expect(renders).toBeGreaterThan(seen);
    expect(codeOf(flow)).toBe(code);
    expect(made.seen()).toHaveLength(before);
  });

  it('begins another flow for another input, and ends the one before', async () => {
    const ended = vi.fn<(actor: FlowActor<typeof entitlementMachine>) => void>();
    const options: Options = { attach: (actor) => () => ended(actor) };
    const code = await toTheCode({ options });
    await pass(10_000);
    expect(made.times('E10').length).toBeGreaterThan(0);
    await render({ options, redirectUrl: 'https://example.com' });
    expect(ended).toHaveBeenCalledTimes(1);
    expect(ended.mock.calls[0]?.[0].getSnapshot().status).toBe('stopped');
    expect(codeOf(flow)).toBe('');
    await pass(10);
    expect(flow.view.phase).toBe('unauthenticated');
    const { length } = made.times('E10');
    await made.simulator.viewer.signIn({ code, mvpd: 'Cablevision' });
    await pass(20_000);
    expect(made.times('E10')).toHaveLength(length);
  });

  it('asks with other services from when it gets them, and begins nothing anew', async () => {
    await render();
    await pass(10);
    const other = world();
    const before = made.seen().length;
    await render({ services: entitlementServices(other.client) });
    expect(flow.view.phase).toBe('unauthenticated');
    expect(other.seen()).toEqual([]);
    await send({ type: 'authenticate' });
    await pass(10);
    expect(codeOf(flow)).not.toBe('');
    expect(other.seen()).toContain('E4');
    expect(made.seen()).toHaveLength(before);
  });

  it('comes to rest where services are made in every render', async () => {
    function Careless() {
      flow = useEntitlement(entitlementServices(made.client), {
        screen: 'primary',
        redirectUrl: 'https://adobe.com',
      });
      return null;
    }
    await act(async () => root.render(strictly(createElement(Careless))));
    await pass(10);
    await send({ type: 'authenticate' });
    await pass(60_000);
    expect(flow.view.phase).toBe('choosing');
    expect(made.times('E3')).toHaveLength(1);
  });

  it('takes what a component inside sends before the flow runs', async () => {
    function Inside() {
      const { send: sending } = flow;
      useEffect(() => sending({ type: 'play', resource: 'news' }), [sending]);
      return null;
    }
    function Outside() {
      App({});
      return createElement(Inside);
    }
    await act(async () => root.render(createElement(Outside)));
    expect(flow.view.plays).toMatchObject([{ resource: 'news', phase: 'waiting' }]);
  });

  it('leaves nothing running when it is unmounted', async () => {
    await toTheCode();
    expect(vi.getTimerCount()).toBeGreaterThan(0);
    const { length } = made.seen();
    await act(async () => root.unmount());
    expect(vi.getTimerCount()).toBe(0);
    await pass(60_000);
    expect(made.seen()).toHaveLength(length);
  });

  it('rests while it is hidden, and goes on with the same code', async () => {
    const attach = vi.fn<() => void>();
    const page = (mode: 'hidden' | 'visible') =>
      act(async () =>
        root.render(
          strictly(
            createElement(Activity, {
              mode,
              children: createElement(App, { options: { attach } }),
            }),
          ),
        ),
      );
    await page('visible');
    await pass(10);
    await send({ type: 'authenticate' });
    await pass(10);
    const code = codeOf(flow);
    expect(attach).toHaveBeenCalledTimes(1);
    await page('hidden');
    const { length } = made.seen();
    await pass(30_000);
    expect(made.seen()).toHaveLength(length);
    await made.simulator.viewer.signIn({ code, mvpd: 'Cablevision' });
    await page('visible');
    await pass(10);
    expect(attach).toHaveBeenCalledTimes(2);
    expect(flow.view.phase).toBe('authenticated');
    expect(made.times('E4')).toHaveLength(1);
  });

  it('goes on where a stored flow stood', async () => {
    let stored = '';
    const attach: NonNullable<Options['attach']> = (actor) => () => {
      stored = JSON.stringify(actor.getPersistedSnapshot());
    };
    const code = await toTheCode({ options: { attach } });
    await act(async () => root.unmount());
    root = createRoot(container());
    await render({ options: { stored } });
    expect(codeOf(flow)).toBe(code);
    await made.simulator.viewer.signIn({ code, mvpd: 'Cablevision' });
    await pass(6000);
    expect(flow.view.phase).toBe('authenticated');
  });

  it('throws in the render for what is no stored flow', () => {
    const page = createElement(App, { options: { stored: '{}' } });
    expect(() => renderToString(page)).toThrow(SnapshotError);
  });
});

describe('a server render', () => {
  it('shows the first state and asks for nothing', async () => {
    const attach = vi.fn<() => void>();
    const html = renderToString(createElement(App, { options: { attach } }));
    await pass(60_000);
    expect(html).toBe('restoring');
    expect(attach).not.toHaveBeenCalled();
    expect(made.seen()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is taken over by a browser without a mismatch', async () => {
    const page = strictly(createElement(App));
    const element = container();
    element.innerHTML = renderToString(page);
    const mismatches: unknown[] = [];
    await act(async () => {
      root = hydrateRoot(element, page, { onRecoverableError: (error) => mismatches.push(error) });
    });
    await pass(10);
    expect(element.textContent).toBe('unauthenticated');
    expect(mismatches).toEqual([]);
  });

  it('of a stored flow that only the browser has is no mismatch', async () => {
    let stored = '';
    const attach: NonNullable<Options['attach']> = (actor) => () => {
      stored = JSON.stringify(actor.getPersistedSnapshot());
    };
    const code = await toTheCode({ options: { attach } });
    await act(async () => root.unmount());
    const element = container();
    element.innerHTML = renderToString(strictly(createElement(App)));
    const mismatches: unknown[] = [];
    const page = strictly(createElement(App, { options: { stored } }));
    await act(async () => {
      root = hydrateRoot(element, page, { onRecoverableError: (error) => mismatches.push(error) });
    });
    expect(mismatches).toEqual([]);
    expect(codeOf(flow)).toBe(code);
  });
});

describe('usePass', () => {
  it('runs another machine, whose services are made in the render', async () => {
    made.simulator.profiles.add({ mvpd: 'Cablevision' });
    let logout!: Flow<typeof logoutMachine, ReturnType<typeof logoutView>>;
    function SignOut() {
      const machine = logoutMachine.provide({ actors: logoutServices(made.client) });
      const input = { mvpd: 'Cablevision', redirectUrl: 'https://adobe.com' };
      logout = usePass(machine, { view: logoutView, input });
      return null;
    }
    await act(async () => root.render(strictly(createElement(SignOut))));
    await pass(10);
    expect(logout.view).toMatchObject({ phase: 'logout', mvpd: 'Cablevision' });
    expect(logout.can({ type: 'userAgent.skipped' })).toBe(true);
    await act(async () => logout.send({ type: 'userAgent.skipped' }));
    await pass(10);
    expect(logout.view.phase).toBe('done');
    expect(made.times('E15')).toHaveLength(1);
  });

  it('begins anew where it gets another machine', async () => {
    const logout = logoutMachine.provide({ actors: logoutServices(made.client) });
    const life = entitlementMachine.provide({ actors: services });
    const phases: unknown[] = [];
    function Either({ machine }: { readonly machine: typeof logout | typeof life }) {
      const { view } = usePass(machine as typeof logout, {
        view: ({ value }: { readonly value: unknown }) => JSON.stringify(value),
        input: { mvpd: 'Cablevision', redirectUrl: clientOptions.environment },
      });
      phases.push(view);
      return null;
    }
    await act(async () => root.render(createElement(Either, { machine: logout })));
    const before = phases.at(-1);
    await act(async () => root.render(createElement(Either, { machine: life })));
    expect(before).not.toContain('viewer');
    expect(phases.at(-1)).toContain('viewer');
  });
});
