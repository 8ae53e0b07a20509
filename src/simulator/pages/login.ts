import type { CheckedCall, Endpoint } from '../http/endpoint.js';
import { redirect, type Answer } from '../http/answer.js';
import { createProfile } from '../state/profiles.js';
import type { SessionRecord } from '../state/records.js';
import { errorPage, html, page } from './layout.js';

const shared = {
  id: 'user-agent',
  path: '/mvpd/:mvpd/login',
  errors: 'page',
  query: [],
  fields: [],
  undocumented: 'invalid_parameter_code',
} as const;

/** The login page of an MVPD, which E7 redirects to. */
export const loginPages: readonly Endpoint[] = [
  {
    ...shared,
    method: 'GET',
    handle: (call) => withSession(call, (session) => form(call, session)),
  },
  {
    ...shared,
    method: 'POST',
    handle: (call) => withSession(call, (session) => post(call, session)),
  },
];

/** The path of the login page for a session. */
export function loginPath(session: SessionRecord): string {
  const mvpd = encodeURIComponent(session.parameters.mvpd ?? '');
  return `/mvpd/${mvpd}/login?request=${encodeURIComponent(session.loginKey)}`;
}

function withSession(call: CheckedCall, go: (session: SessionRecord) => Answer): Answer {
  const { state, params, url } = call;
  const session = state.logins.get(url.searchParams.get('request') ?? '');
  if (!session || session.parameters.mvpd !== params['mvpd']) {
    return errorPage(400, 'This login is unknown, or another one took its place.');
  }
  if (session.notAfter <= state.now()) return errorPage(400, 'This login took too long.');
  if (session.status === 'signed-in') return errorPage(400, 'This login is already done.');
  return go(session);
}

function post(call: CheckedCall, session: SessionRecord): Answer {
  const { state, form: fields } = call;
  const { mvpd, redirectUrl } = session.parameters;
  if (mvpd === undefined || redirectUrl === undefined) {
    return errorPage(400, 'This login lacks a place to return to.');
  }
  if (fields.get('action') === 'cancel') return redirect(redirectUrl);
  const username = fields.get('username')?.trim() ?? '';
  const password = fields.get('password') ?? '';
  if (username === '' || password === '') {
    return form(call, session, { status: 400, problem: 'Enter a user name and a password.' });
  }
  if (password === 'wrong') {
    return form(call, session, { status: 401, problem: 'This password is not right.' });
  }
  session.status = 'signed-in';
  const { serviceProvider, owner, identity } = session;
  createProfile(state, { serviceProvider, owner, identity, mvpd, type: 'regular' });
  return redirect(redirectUrl);
}

function form(
  { state, form: fields }: CheckedCall,
  session: SessionRecord,
  { status = 200, problem = '' } = {},
): Answer {
  const { mvpd = '', redirectUrl } = session.parameters;
  const name = state.mvpds.get(mvpd)?.displayName ?? mvpd;
  const alert = problem === '' ? html`` : html`<p class="bad" role="alert">${problem}</p>`;
  const content = html`<h1>Sign in to ${name}</h1>
    <p>to watch ${session.serviceProvider} on your television.</p>
    ${alert}
    <form method="post" action="${loginPath(session)}">
      <label for="username">User name</label>
      <input
        id="username"
        name="username"
        value="${fields.get('username') ?? ''}"
        autocomplete="username"
        autocapitalize="none"
        required
        autofocus
      />
      <label for="password">Password</label>
      <input
        id="password"
        name="password"
        type="password"
        autocomplete="current-password"
        required
        aria-describedby="hint"
      />
      <p class="soft" id="hint">
        A simulated provider: any name and password will do, but &ldquo;wrong&rdquo; is refused.
      </p>
      <button type="submit">Sign in</button>
      <button type="submit" class="plain" name="action" value="cancel" formnovalidate>
        Cancel
      </button>
    </form>`;
  return page(`Sign in to ${name}`, content, { status, endsAt: redirectUrl });
}
