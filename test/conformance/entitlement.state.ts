import type { AppState, PlayResult } from '../../src/conformance/index.js';
import type { EntitlementView, PassErrorData, PlayView } from '../../src/index.js';

const text = (error: PassErrorData) => ({ text: error.details ?? error.message });

export function playResult(play: PlayView): PlayResult | undefined {
  switch (play.phase) {
    case 'permitted':
      return { result: 'permitted' };
    case 'denied':
      return { result: 'denied', ...text(play.error) };
    case 'needs_authentication':
      return { result: 'needsSignIn' };
    case 'temporary_access_over':
      return { result: 'temporaryAccessOver', ...text(play.error) };
    case 'failed':
      return { result: 'failed', ...text(play.error) };
    case 'rejected':
    case 'cancelled':
      return { result: 'failed' };
    default:
      return undefined;
  }
}

function signingIn({ authentication }: EntitlementView & { phase: 'authenticating' }): AppState {
  switch (authentication.phase) {
    case 'resume':
      return { phase: 'signingIn', code: authentication.code };
    case 'authenticate':
      return { phase: 'signingIn', code: authentication.code, url: authentication.url };
    case 'expired':
      return { phase: 'expired' };
    case 'failed':
      return { phase: 'failed', message: authentication.error.message };
    default:
      return { phase: 'busy' };
  }
}

export function stateOf(view: EntitlementView): AppState {
  switch (view.phase) {
    case 'selectingProfile':
      return { phase: 'choosing', mvpds: view.profiles.map(({ mvpd }) => ({ id: mvpd })) };
    case 'unauthenticated':
      return { phase: 'signedOut' };
    case 'confirming':
      return { phase: 'signedOut', mvpd: view.mvpd };
    case 'choosing':
      return { phase: 'choosing', mvpds: view.mvpds };
    case 'authenticating':
      return signingIn(view);
    case 'authenticated':
      return { phase: 'signedIn', mvpd: view.access.mvpd };
    case 'loggingOut':
      if (view.logout.phase === 'logout') return { phase: 'signingOut', url: view.logout.url };
      if (view.logout.phase === 'partner_logout') return { phase: 'signingOut' };
      return view.logout.phase === 'failed'
        ? { phase: 'failed', message: view.logout.error.message }
        : { phase: 'busy' };
    case 'failed':
      return { phase: 'failed', message: view.error.message };
    default:
      return { phase: 'busy' };
  }
}
