import type { AuthenticationView } from '../../../machines/authentication/index.js';
import type { AuthorizationView } from '../../../machines/authorization/index.js';
import type { LogoutView } from '../../../machines/logout/index.js';
import type { PartnerAuthenticationView } from '../../../machines/partner-authentication/index.js';
import type { PreauthorizationView } from '../../../machines/preauthorization/index.js';
import type { Profile } from '../../protocol/profile.js';
import type { PassErrorData } from '../../errors/index.js';
import type { SeenEvent } from '../observation.js';
import type {
  FailedDuring,
  JourneyEventName,
  JourneyProperties,
  SignedInHow,
  SignedOutHow,
} from './journey-event.js';

/** Tells an event. */
export type Say = <TName extends JourneyEventName>(
  name: TName,
  properties: JourneyProperties[TName],
) => void;

/** What all actors of one app share. */
export interface Flow {
  /** The `sessionId` of the root. */
  readonly id: string;
  /** The code that was shown last: a sign-in hands it on to another one. */
  code: string;
}

/** A step of an actor, as its view shows it. */
export interface Turn<TView> {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly event: SeenEvent;
  /** What was shown before; nothing where the actor has only just begun. */
  readonly before: TView | undefined;
  readonly now: TView;
  readonly flow: Flow;
  /** The MVPD that the actor works for. */
  readonly provider: string;
  /** Nobody else tells how its flow ends. */
  readonly isOutermost: boolean;
  readonly say: Say;
}

/** Tells what is new of an actor, step by step. It remembers what it has told. */
export type Teller<TView> = (turn: Turn<TView>) => void;

type Phased = { readonly phase: string };

/** What the actor shows, where it has not shown that before. */
export const entered = <TView extends Phased, TPhase extends TView['phase']>(
  { before, now }: Turn<TView>,
  phase: TPhase,
): Extract<TView, { phase: TPhase }> | undefined =>
  now.phase === phase && before?.phase !== phase
    ? (now as Extract<TView, { phase: TPhase }>)
    : undefined;

/** Whoever answers in Adobe's place may put anything there. */
const codeOf = ({ code }: PassErrorData): string =>
  /^[a-z\d_]{1,64}$/.test(code) ? code : 'unknown_error';

export function tellFailure(
  say: Say,
  during: FailedDuring,
  failed: { readonly error: PassErrorData } | undefined,
): void {
  if (!failed) return;
  const { error } = failed;
  say('flow_failed', { during, code: codeOf(error), remedy: error.remedy });
}

/** How a viewer came in, by what the server says. */
export function howOf(reason: string, profile: Profile | null | undefined): SignedInHow {
  const type = profile?.type ?? '';
  if (type === 'appleSSO') return 'partner';
  for (const free of ['degraded', 'temporary'] as const)
    if (reason === free || type === free) return free;
  if (reason === 'login') return 'login';
  return type.endsWith('SSO') || reason === 'authenticatedSSO' ? 'sso' : 'stored';
}

export const secondsSince = (beganAt: number | undefined, at: number) =>
  beganAt === undefined ? {} : { seconds: Math.max(0, Math.round((at - beganAt) / 1000)) };

export const signedOutHow = (
  outcomes: ReadonlyArray<{ readonly carriedOut: boolean }>,
): SignedOutHow => (outcomes.every(({ carriedOut }) => carriedOut) ? 'complete' : 'partial');

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

export const providerIn = ({ mvpd }: SeenEvent): string | undefined =>
  isText(mvpd) ? mvpd : undefined;

/** The end of a sign-in, from the beginning of its actor. */
function signIn(): Teller<PartnerAuthenticationView> {
  let beganAt: number | undefined;
  return (turn) => {
    const { at, before, isOutermost, say } = turn;
    if (!before) beganAt = at;
    const authorized = isOutermost && entered(turn, 'authorize');
    if (!authorized) return;
    const { mvpd: provider, reason, profile } = authorized;
    const how = howOf(reason, profile);
    say('viewer_signed_in', { provider, how, ...secondsSince(beganAt, at) });
  };
}

export function partnerAuthentication(): Teller<PartnerAuthenticationView> {
  const tellEnd = signIn();
  return (turn) => {
    // What fails of the basic flow within is told by that.
    tellFailure(turn.say, 'sign_in', entered(turn, 'failed'));
    tellEnd(turn);
  };
}

export function authentication(): Teller<AuthenticationView> {
  const tellEnd = signIn();
  let hasShown = false;
  return (turn) => {
    const { event, before, now, flow, say } = turn;
    const codeBefore = before && 'code' in before ? before.code : '';
    if (codeBefore !== '') [hasShown, flow.code] = [true, codeBefore];
    const provider = event.type === 'parameters.provided' ? providerIn(event) : undefined;
    if (provider !== undefined && before?.phase !== now.phase) say('provider_chosen', { provider });
    if ('code' in now && now.code !== '' && now.code !== flow.code) {
      say('code_shown', { renewed: hasShown });
      [hasShown, flow.code] = [true, now.code];
    }
    if (entered(turn, 'expired')) say('code_expired', {});
    if (now.phase === 'creating' || now.phase === 'expired') flow.code = '';
    tellFailure(say, 'sign_in', entered(turn, 'failed'));
    tellEnd(turn);
  };
}

export const logout = (): Teller<LogoutView> => (turn) => {
  const { provider, isOutermost, say } = turn;
  tellFailure(say, 'sign_out', entered(turn, 'failed'));
  const ended = entered(turn, 'done') ?? entered(turn, 'cancelled');
  // Cancelled before the server had answered, nobody knows.
  if (!isOutermost || !ended || (ended.phase === 'cancelled' && ended.outcomes.length === 0))
    return;
  say('viewer_signed_out', { provider, how: signedOutHow(ended.outcomes) });
};

export const authorization = (): Teller<AuthorizationView> => (turn) => {
  const { now, before, provider, say } = turn;
  if (before?.phase === now.phase) return;
  switch (now.phase) {
    case 'permitted':
      return say('play_permitted', { provider });
    case 'rejected':
      return say('play_denied', { provider, why: 'media_token_rejected' });
    case 'denied':
    case 'needs_authentication':
    case 'temporary_access_over':
      return say('play_denied', { provider, why: codeOf(now.error) });
    case 'failed':
      return tellFailure(say, 'play', now);
    default:
  }
};

export const preauthorization = (): Teller<PreauthorizationView> => (turn) => {
  const { provider, say } = turn;
  tellFailure(say, 'marks', entered(turn, 'failed') ?? entered(turn, 'needs_authentication'));
  const done = entered(turn, 'done');
  if (!done) return;
  const { decisions } = done;
  const permitted = decisions.filter((mark) => mark.permitted).length;
  const unknown = decisions.filter((mark) => mark.error?.remedy === 'retry').length;
  const denied = decisions.length - permitted - unknown;
  say('marks_received', { provider, permitted, denied, unknown });
};
