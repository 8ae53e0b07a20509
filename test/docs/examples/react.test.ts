import { container } from '../../support/dom.js';
import { act, createElement, StrictMode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { App } from '../../../docs/examples/react/app.js';
import { entitlementServices } from '../../../src/index.js';
import { simulateTimeForReact } from '../../support/react.js';
import { START, world } from '../../support/world.js';

beforeEach(() => simulateTimeForReact(START));
afterEach(() => {
  vi.useRealTimers();
});

it('is rendered by a server, and taken over in StrictMode', async () => {
  const made = world();
  const services = entitlementServices(made.client) as Parameters<typeof App>[0]['services'];
  const app = createElement(App, { services, redirectUrl: 'https://adobe.com' });
  const page = createElement(StrictMode, null, app);
  const element = container();
  element.innerHTML = renderToString(page);
  expect(element.textContent).toContain('One moment …');
  expect(made.seen()).toEqual([]);

  const mismatches: unknown[] = [];
  const root = await act(async () =>
    hydrateRoot(element, page, { onRecoverableError: (error) => mismatches.push(error) }),
  );
  await act(async () => {
    await vi.advanceTimersByTimeAsync(10);
  });
  expect(element.querySelector('button')?.textContent).toBe('Sign in');
  expect(mismatches).toEqual([]);
  await act(async () => root.unmount());
  expect(vi.getTimerCount()).toBe(0);
});
