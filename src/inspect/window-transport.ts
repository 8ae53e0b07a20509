import { refuse } from '../errors/invalid-input-error.js';
import { createPeers, quietly } from './peers.js';
import type { InspectionPeer, InspectionTransport } from './transport.js';

/** The options of {@link windowTransport}. */
export interface WindowTransportOptions {
  /** The page of the inspector; relative to that of the app. */
  readonly url: string;
  /** Of the window, which is used again. @default 'tve-auth-flow-inspector' */
  readonly name?: string;
  /** Of the window: `width=1200,height=800`. */
  readonly features?: string;
  /** Shows the inspector in place of a window of its own. */
  readonly iframe?: HTMLIFrameElement;
  /** That of the app. @default globalThis.window */
  readonly window?: Window;
  /**
   * Who may see the flow; of `url` where left out. `'*'` for whoever is in that window: needed for a
   * `file:` page, which has no origin.
   */
  readonly origin?: string;
}

/**
 * Opens an inspector in a window, or in an iframe, and talks with it. It hears nobody else, and speaks
 * to nobody else. Call it where the viewer has clicked: the browser blocks a window that nobody asked
 * for, and then nothing is shown. A window that loads again is shown everything again.
 *
 * @throws InvalidInputError where there is no window, or `url` or `origin` can't be used
 *
 * @example
 * ```ts
 * import { windowTransport } from 'tve-auth-flow/inspect';
 *
 * const openInspector = () => windowTransport({ url: 'https://stately.ai/inspect' });
 * ```
 */
export function windowTransport({
  url,
  name = 'tve-auth-flow-inspector',
  features,
  iframe,
  window = globalThis.window,
  origin: asked,
}: WindowTransportOptions): InspectionTransport {
  if (typeof window?.addEventListener !== 'function') refuse('window', 'there is none here');
  const page = pageOf(url, window);
  const origin = originOf(page, asked, window);
  const peers = createPeers<InspectionPeer>();

  if (iframe) iframe.src = page.href;
  let opened: Window | null = null;
  let over = false;
  if (!iframe) quietly(() => (opened = window.open(page.href, name, features)));
  const target = () => (over ? null : iframe ? iframe.contentWindow : opened);

  const peer: InspectionPeer = {
    send(message) {
      const to = target();
      if (!to || to.closed) lost();
      else quietly(() => to.postMessage(message, origin));
    },
  };

  function lost(): void {
    peers.closed(peer);
    // A frame that is put back loads again; a window that was closed does not come back.
    if (!iframe) letGo();
  }

  function letGo(): void {
    over = true;
    opened = null;
    window.removeEventListener('message', onMessage);
  }

  function onMessage(event: MessageEvent<unknown>): void {
    if (event.source === null || event.source !== target()) return;
    if (origin !== '*' && event.origin !== origin) return;
    peers.received(event.data, peer);
  }

  if (iframe || opened) window.addEventListener('message', onMessage);
  return {
    listen: peers.listen,
    // Before it has said something, a window may still show another page.
    send: (message) => peers.all().forEach((each) => each.send(message)),
    close() {
      peers.end();
      letGo();
    },
  };
}

/** Read by the browser itself: old engines and their polyfills differ in `URL`. */
function readUrl(url: string, { document }: Window): HTMLAnchorElement {
  const link = document.createElement('a');
  link.href = url;
  return link;
}

function pageOf(url: string, window: Window): HTMLAnchorElement {
  const page = readUrl(url, window);
  if (!['https:', 'http:', 'file:'].includes(page.protocol)) {
    refuse('url', 'must be the address of a page, with https:, http: or file:');
  }
  return page;
}

function originOf(page: HTMLAnchorElement, asked: string | undefined, window: Window): string {
  // Browsers write that of a file in several ways, and let nobody send to it.
  const origin = asked ?? (page.protocol === 'file:' ? 'null' : page.origin);
  if (origin === 'null') {
    refuse('origin', "must be '*' for a page without one: whatever is in its window sees the flow");
  }
  const isOrigin = /^https?:/.test(origin) && readUrl(origin, window).origin === origin;
  if (origin !== '*' && !isOrigin) refuse('origin', 'must be as https://inspector.example');
  return origin;
}
