import { type Breakage, withHand } from './support.js';
import { isOf, before, twice, again, ghost, form } from './tools.js';

/** Sessions and polls. */
export const brokenSessions: readonly Breakage[] = [
  {
    title: 'creates a session without redirectUrl',
    seenBy: 'session-parameters',
    integration: form('E4', (fields) => fields.delete('redirectUrl')),
  },
  {
    title: 'encodes the redirectUrl of a session twice',
    seenBy: 'session-parameters',
    integration: form('E4', (fields) =>
      fields.set('redirectUrl', encodeURIComponent(fields.get('redirectUrl') ?? '')),
    ),
  },
  {
    title: 'creates each session twice',
    seenBy: 'session-parameters',
    integration: twice('E4'),
  },
  {
    title: 'creates another session where the answer was lost',
    seenBy: 'errors-session-not-repeated',
    integration: withHand(() => async (request, send) => {
      if (!isOf('E4')(request)) return send(request);
      for (let left = 2; ; left--) {
        try {
          await send(request);
        } catch (error) {
          if (left === 0) throw error;
        }
      }
    }),
  },
  {
    title: 'sends each poll twice on a primary screen',
    seenBy: 'polling-interval-primary',
    integration: twice('E10'),
  },
  {
    title: 'sends each poll twice on a secondary screen',
    seenBy: 'polling-interval-secondary',
    integration: twice('E10'),
  },
  {
    title: 'polls every second',
    seenBy: 'polling-interval-secondary',
    integration: ghost(1000),
  },
  {
    title: 'polls after it has a profile, on a primary screen',
    seenBy: 'polling-success-primary',
    integration: ghost(5000),
  },
  {
    title: 'polls after it has a profile, on a secondary screen',
    seenBy: 'polling-success-secondary',
    integration: ghost(5000),
  },
  {
    title: 'polls after the code has expired, on a primary screen',
    seenBy: 'polling-expiry-primary',
    integration: ghost(5000),
  },
  {
    title: 'polls after the code has expired, on a secondary screen',
    seenBy: 'polling-expiry-secondary',
    integration: ghost(5000),
  },
  {
    title: 'polls after the server has said that the session is over',
    seenBy: 'session-invalid',
    integration: ghost(5000),
  },
  {
    title: 'polls for a code that was replaced, on a primary screen',
    seenBy: 'polling-new-code-primary',
    integration: ghost(5000),
  },
  {
    title: 'polls for a code that was replaced, on a secondary screen',
    seenBy: 'polling-new-code-secondary',
    integration: ghost(5000),
  },
  {
    title: 'polls all profiles',
    seenBy: 'polling-endpoint',
    integration: before(/^E10$/, '/api/v2/REF30/profiles'),
  },
  {
    title: 'polls again at once after a 429',
    seenBy: 'polling-throttled',
    integration: again(({ status }) => status === 429, 1),
  },
  {
    title: 'polls again at once after a failure',
    seenBy: 'polling-faults',
    integration: again(({ status }) => status === 503, 1),
  },
  {
    title: 'encodes the redirectUrl of a logout twice',
    seenBy: 'logout-redirect-url',
    integration: withHand(
      () => (request, send) =>
        send(
          isOf('E15')(request) ? { ...request, url: request.url.replaceAll('%', '%25') } : request,
        ),
    ),
  },
  {
    title: 'encodes the SAML response twice',
    seenBy: 'partner-sign-in',
    integration: form('E12', (fields) =>
      fields.set('SAMLResponse', `${encodeURIComponent(fields.get('SAMLResponse') ?? '')}%3D`),
    ),
  },
  {
    title: 'signs out a second time',
    seenBy: 'logout-invalid',
    integration: twice('E15'),
  },
  {
    title: 'signs out of a temporary access',
    seenBy: 'temporary-beside-regular',
    integration: before(
      /^E4$/,
      '/api/v2/REF30/logout/TempPass_TEST40?redirectUrl=https%3A%2F%2Fapp.example',
    ),
  },
  {
    title: 'creates a partner profile whatever the partner session says',
    seenBy: 'partner-not-configured',
    integration: before(/^E11$/, '/api/v2/REF30/profiles/sso/Apple', 'POST'),
  },
  {
    title: 'sends a partner response that there is none of',
    seenBy: 'partner-no-response',
    integration: before(/^E11$/, '/api/v2/REF30/profiles/sso/Apple', 'POST'),
  },
  {
    title: 'repeats a partner profile whose status was refused',
    seenBy: 'partner-refused',
    integration: again(({ status }) => status === 400, 1),
  },
];
