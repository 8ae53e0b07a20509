import type { CheckedCall, Endpoint } from '../http/endpoint.js';
import { redirect, type Answer } from '../http/answer.js';
import type { LogoutTicket } from '../state/records.js';
import { errorPage, html, page } from './layout.js';

const shared = {
  id: 'user-agent',
  errors: 'page',
  query: [],
  fields: [],
  undocumented: 'invalid_parameter_redirect_url',
} as const;

/** Where the logout url of E15 leads: to the MVPD's sign-out page, and on to the redirect url. */
export const signOutPages: readonly Endpoint[] = [
  { ...shared, method: 'GET', path: '/adobe-services/logout', handle: start },
  { ...shared, method: 'GET', path: '/mvpd/:mvpd/sign-out', handle: signedOut },
  { ...shared, method: 'POST', path: '/mvpd/:mvpd/sign-out', handle: goOn },
];

function start({ state, url }: CheckedCall): Answer {
  const ticket = url.searchParams.get('pt_device_id') ?? '';
  const logout = state.logouts.get(ticket);
  const genuine =
    logout !== undefined &&
    url.searchParams.get('mso_id') === logout.mvpd &&
    url.searchParams.get('requestor_id') === logout.serviceProvider &&
    // What the query says is never followed: it has to be what the application has registered.
    url.searchParams.get('redirect_url') === logout.redirectUrl;
  if (!genuine) return errorPage(400, 'This logout is unknown.');
  return redirect(`${url.origin}${path(logout, ticket)}`);
}

function path({ mvpd }: LogoutTicket, ticket: string): string {
  return `/mvpd/${encodeURIComponent(mvpd)}/sign-out?request=${encodeURIComponent(ticket)}`;
}

function logoutOf({ state, params, url }: CheckedCall): LogoutTicket | undefined {
  const logout = state.logouts.get(url.searchParams.get('request') ?? '');
  return logout?.mvpd === params['mvpd'] ? logout : undefined;
}

function goOn(call: CheckedCall): Answer {
  const logout = logoutOf(call);
  return logout ? redirect(logout.redirectUrl) : errorPage(400, 'This logout is unknown.');
}

function signedOut(call: CheckedCall): Answer {
  const logout = logoutOf(call);
  if (!logout) return errorPage(400, 'This logout is unknown.');
  const { mvpd, redirectUrl } = logout;
  const name = call.state.mvpds.get(mvpd)?.displayName ?? mvpd;
  const content = html`<h1>You are signed out of ${name}</h1>
    <p>You will be taken back in a moment.</p>
    <form method="post" action="${path(logout, call.url.searchParams.get('request') ?? '')}">
      <button type="submit">Go back now</button>
    </form>`;
  const goOnTo = { url: redirectUrl, seconds: 3 };
  return page(`Signed out of ${name}`, content, { goOn: goOnTo, endsAt: redirectUrl });
}
