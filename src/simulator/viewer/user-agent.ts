/** The viewer's way into the simulator: a user agent that follows no redirect by itself. */
export type Send = (url: URL, init?: RequestInit) => Promise<Response>;

/** A page that a user agent has arrived at. */
export interface Arrived {
  readonly url: URL;
  readonly html: string;
}

/**
 * Follows redirects for as long as they stay on the same host.
 *
 * @returns the page, or the url that led away
 * @throws Error where a page is an error page
 */
export async function follow(send: Send, start: URL): Promise<Arrived | URL> {
  let url = start;
  for (let hops = 0; hops < 20; hops += 1) {
    const response = await send(url);
    const location = response.headers.get('location');
    if (location === null) {
      const html = await response.text();
      if (!response.ok) throw new Error(pageError(response.status, url, html));
      return { url, html };
    }
    const next = new URL(location, url);
    if (next.origin !== url.origin) return next;
    url = next;
  }
  throw new Error(`${start.href} redirects without end.`);
}

/** Sends a form, and gives the place that the user agent is sent to. */
export async function submitForm(
  send: Send,
  url: URL,
  fields: Readonly<Record<string, string>>,
): Promise<string> {
  const response = await send(url, { method: 'POST', body: new URLSearchParams(fields) });
  const location = response.headers.get('location');
  if (location !== null) return location;
  throw new Error(pageError(response.status, url, await response.text()));
}

function pageError(status: number, url: URL, html: string): string {
  const alert = /role="alert"[^>]*>([^<]*)</.exec(html)?.[1];
  const said = alert ?? /<p[^>]*>([^<]*)<\/p>/.exec(html)?.[1] ?? 'without a word';
  return `The page at ${url.pathname} answered ${status}: ${said}`;
}
