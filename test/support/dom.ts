/* A document for React, in Node: import it before React. Node's fetch and AbortController stay. */
import { JSDOM } from 'jsdom';

const { window } = new JSDOM('<!doctype html><body></body>');

const globals = {
  window,
  document: window.document,
  navigator: window.navigator,
  IS_REACT_ACT_ENVIRONMENT: true,
};
for (const [name, value] of Object.entries(globals))
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });

/** An element to render into. */
export const container = (): HTMLElement => window.document.createElement('div');
