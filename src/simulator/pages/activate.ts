import type { CheckedCall, Endpoint } from '../http/endpoint.js';
import { redirect, type Answer } from '../http/answer.js';
import type { SessionRecord } from '../state/records.js';
import { grantReason } from '../state/sessions.js';
import { type Html, html, join, page } from './layout.js';

const shared = {
  id: 'user-agent',
  path: '/activate',
  errors: 'page',
  query: [],
  fields: [],
  undocumented: 'invalid_parameter_code',
} as const;

/** The second screen: where a viewer types the code of the television, on a telephone say. */
export const activatePages: readonly Endpoint[] = [
  { ...shared, method: 'GET', handle: (call) => form(call.url.searchParams.get('code') ?? '') },
  { ...shared, method: 'POST', handle: post },
];

function post({ state, url, form: fields }: CheckedCall): Answer {
  const code = (fields.get('code') ?? '').replaceAll(/[\s-]/g, '').toUpperCase();
  const session = state.sessions.get(code);
  if (!session || session.notAfter <= state.now()) {
    return form(
      code,
      'This code is unknown or has expired. Look at your television for a new one.',
    );
  }
  if (session.status === 'signed-in') return form(code, 'This code has already been used.');
  const chosen = fields.get('mvpd');
  if (chosen !== null) {
    const mvpd = state.mvpds.get(chosen);
    if (!mvpd || mvpd.enabled === false) return form(code, 'This provider is not available.');
    session.parameters.mvpd = mvpd.id;
  }
  const { parameters, serviceProvider } = session;
  const { mvpd } = parameters;
  if (mvpd === undefined) return chooser({ session, providers: providersOf(state.mvpds.values()) });
  parameters.domainName ??= 'simulator.example';
  parameters.redirectUrl ??= `${url.origin}/done`;
  if (grantReason(state, { ...session, mvpd })) return redirect(`${url.origin}/done`);
  const path = `/api/v2/authenticate/${encodeURIComponent(serviceProvider)}/${code}`;
  return redirect(`${url.origin}${path}`);
}

function providersOf(
  mvpds: Iterable<{ id: string; displayName?: string; tempPass?: unknown; enabled?: boolean }>,
): Html[] {
  return [...mvpds]
    .filter(({ tempPass, enabled }) => tempPass === undefined && enabled !== false)
    .map(({ id, displayName }) => html`<option value="${id}">${displayName ?? id}</option>`);
}

function form(code: string, problem = ''): Answer {
  const alert = problem === '' ? html`` : html`<p class="bad" role="alert">${problem}</p>`;
  const content = html`<h1>Connect your television</h1>
    <p>Type the code that your television shows.</p>
    ${alert}
    <form method="post" action="/activate">
      <label for="code">Code</label>
      <input
        class="code"
        id="code"
        name="code"
        value="${code}"
        autocomplete="one-time-code"
        autocapitalize="characters"
        spellcheck="false"
        required
        autofocus
      />
      <button type="submit">Continue</button>
    </form>`;
  return page('Connect your television', content, { status: problem === '' ? 200 : 400 });
}

function chooser(about: { session: SessionRecord; providers: readonly Html[] }): Answer {
  const { session, providers } = about;
  const content = html`<h1>Who is your TV provider?</h1>
    <p>Sign in with it to watch ${session.serviceProvider}.</p>
    <form method="post" action="/activate">
      <input type="hidden" name="code" value="${session.code}" />
      <label for="mvpd">TV provider</label>
      <select id="mvpd" name="mvpd" required autofocus>
        ${join(providers)}
      </select>
      <button type="submit">Continue</button>
    </form>`;
  return page('Who is your TV provider?', content, { endsAt: session.parameters.redirectUrl });
}
