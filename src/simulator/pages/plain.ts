import type { Endpoint } from '../http/endpoint.js';
import { html, join, page } from './layout.js';

const shared = {
  id: 'user-agent',
  method: 'GET',
  errors: 'page',
  query: [],
  fields: [],
  undocumented: 'invalid_parameter_code',
} as const;

/** Where a demo can send the user agent when the login is over. */
export const donePage: Endpoint = {
  ...shared,
  path: '/done',
  handle: () =>
    page(
      'Done',
      html`<h1>All done</h1>
        <p>Go back to your television: it goes on by itself.</p>
        <p class="soft">You can close this page.</p>`,
    ),
};

/** Says what is served here. */
export function indexPage(endpoints: readonly Endpoint[]): Endpoint {
  const calls = endpoints.filter(({ id }) => id !== 'user-agent');
  return {
    ...shared,
    path: '/',
    handle: () =>
      page(
        'A simulated Adobe Pass Authentication',
        html`<h1>A simulated Adobe Pass Authentication</h1>
          <p>
            A server for tests and demonstrations. It holds everything in memory, and knows nobody.
          </p>
          <p><a class="button" href="/activate">Connect a television</a></p>
          <h2>What it serves</h2>
          <ul>
            ${join(calls.map(({ id, method, path }) => html`<li>${id} <code>${method} ${path}</code></li>`))}
          </ul>
          <p class="soft">Not made by Adobe, and not connected with it.</p>`,
      ),
  };
}
