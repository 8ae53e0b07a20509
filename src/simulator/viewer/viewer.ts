import type { State } from '../state/state.js';
import type { SessionRecord } from '../state/records.js';
import { missingParameters } from '../state/sessions.js';
import { supplyMissing } from './second-screen.js';
import type { OpenLogin, SignIn, Viewer } from './types.js';
import { follow, submitForm, type Send } from './user-agent.js';

/** The viewer of a simulator. */
export function createViewer(send: Send, state: () => State): Viewer {
  const open = (url: URL) => openLogin(send, url, state);
  return {
    async signIn(options) {
      const { mvpd, username, password } = options;
      let { code } = options;
      let session = sessionOf(state(), code);
      const { parameters } = session;
      const bound = missingParameters(parameters).length === 0 && parameters.mvpd === mvpd;
      if (mvpd !== undefined && !bound) {
        const supplied = await supplyMissing(send, state(), session, { ...options, mvpd });
        if (typeof supplied !== 'string') return supplied;
        code = supplied;
        session = sessionOf(state(), code);
      }
      const missing = missingParameters(session.parameters);
      if (missing.length > 0) {
        throw new Error(
          `Nobody can sign in with code ${code}: its session lacks ${missing.join(', ')}. ` +
            'Give signIn an mvpd to supply them on a second screen.',
        );
      }
      const login = await open(loginUrl(session));
      return login.submit({
        ...(username !== undefined && { username }),
        ...(password !== undefined && { password }),
      });
    },
    open: (url) => open(new URL(url, state().settings.origin)),
    async signOut(url) {
      const arrived = await follow(send, new URL(url, state().settings.origin));
      if (arrived instanceof URL) return arrived.href;
      return submitForm(send, arrived.url, {});
    },
    async walkAway({ code }) {
      const session = sessionOf(state(), code);
      if (missingParameters(session.parameters).length === 0) await open(loginUrl(session));
      session.status = 'abandoned';
    },
  };
}

function sessionOf(state: State, code: string): SessionRecord {
  const session = state.sessions.get(code);
  if (!session) throw new Error(`There is no session with code ${code}.`);
  if (session.notAfter <= state.now()) throw new Error(`Code ${code} has expired.`);
  if (session.status === 'abandoned') {
    throw new Error(`The viewer has walked away from code ${code}.`);
  }
  return session;
}

function loginUrl({ serviceProvider, code, origin }: SessionRecord): URL {
  const path = `/api/v2/authenticate/${encodeURIComponent(serviceProvider)}/${code}`;
  return new URL(path, origin);
}

async function openLogin(send: Send, start: URL, state: () => State): Promise<OpenLogin> {
  const arrived = await follow(send, start);
  const key = arrived instanceof URL ? null : arrived.url.searchParams.get('request');
  const mvpd = state().logins.get(key ?? '')?.parameters.mvpd;
  if (arrived instanceof URL || mvpd === undefined) {
    throw new Error(`${start.href} does not lead to a login page.`);
  }
  const { url, html } = arrived;
  const done = async (fields: Record<string, string>): Promise<SignIn> => ({
    mvpd,
    redirectUrl: await submitForm(send, url, fields),
  });
  return {
    mvpd,
    url: url.href,
    html,
    submit: ({ username = 'viewer', password = 'secret' } = {}) => done({ username, password }),
    cancel: () => done({ action: 'cancel' }),
  };
}
