import type { Answer } from '../http/answer.js';
import type { Endpoint } from '../http/endpoint.js';
import { html, page } from './layout.js';

/** Where the redirect of a captive portal leads. */
export const captivePortalPath = '/captive-portal';

/** The login page of a network, as a fault of kind `captive-portal` shows it. */
export function portalPage(status: 200 | 511): Answer {
  const content = html`<h1>Welcome to this network</h1>
    <p>Accept the terms of use to go on to the internet.</p>
    <form method="get" action="${captivePortalPath}"><button type="submit">Accept</button></form>`;
  return page('Welcome to this network', content, { status });
}

export const captivePortalPage: Endpoint = {
  id: 'user-agent',
  method: 'GET',
  path: captivePortalPath,
  errors: 'page',
  query: [],
  fields: [],
  undocumented: 'invalid_parameter_code',
  handle: () => portalPage(200),
};
