import type { EntitlementView } from 'tve-auth-flow';
import { reasonOf, wayOut } from '../errors.js';
import { Leave, Send } from './flow.js';

type In<P extends EntitlementView['phase']> = Extract<EntitlementView, { phase: P }>;

const back = <Send event={{ type: 'cancel' }}>Back</Send>;

export function SignIn({ authentication: login, mvpd }: In<'authenticating'>) {
  const name = mvpd?.displayName ?? 'your TV provider';
  switch (login.phase) {
    case 'authenticate':
      return (
        <>
          <p>
            {login.polling
              ? 'Looking for your sign-in …'
              : `Watching comes with your account at ${name}.`}
          </p>
          <Leave url={login.url}>Go to {name}</Leave>
          {back}
        </>
      );
    case 'expired':
      return (
        <>
          <p>That took too long.</p>
          <Send event={{ type: 'code.renew' }}>Begin again</Send>
          {back}
        </>
      );
    case 'failed': {
      const { label, event } = wayOut(login.error);
      return (
        <>
          <p role="alert">{reasonOf(login.error)}</p>
          <Send event={event}>{label}</Send>
          {back}
        </>
      );
    }
    default:
      return <p>One moment …</p>;
  }
}

export function SignOut({ logout }: In<'loggingOut'>) {
  switch (logout.phase) {
    case 'logout':
      return (
        <>
          <p>You are signed out here. {logout.mvpd} may still know this browser.</p>
          <Leave url={logout.url}>Sign out of {logout.mvpd}</Leave>
          <Send event={{ type: 'userAgent.skipped' }}>Leave it</Send>
        </>
      );
    case 'failed':
      return (
        <>
          <p role="alert">{reasonOf(logout.error)}</p>
          <Send event={{ type: 'retry' }}>Try again</Send>
          {back}
        </>
      );
    default:
      return <p>One moment …</p>;
  }
}
