import type { Access, EntitlementView } from '../../../machines/entitlement/index.js';
import type { FailedDuring } from './journey-event.js';
import {
  entered,
  howOf,
  providerIn,
  secondsSince,
  signedOutHow,
  tellFailure,
  type Teller,
  type Turn,
} from './tellers.js';

type Phase = EntitlementView['phase'];

/** What of an access tells it from another one. */
const identityOf = (access: Access | undefined): string =>
  JSON.stringify([access?.reason, access?.profile?.type, access?.profile?.notAfter]);

/** The phases in which nothing is under way. */
const isAtRest = (phase: Phase): boolean =>
  phase === 'unauthenticated' || phase === 'confirming' || phase === 'authenticated';

/** The phases that lead to another access. */
const isChoosing = (phase: Phase | undefined): boolean =>
  phase === 'authenticating' || phase === 'fetchingConfiguration' || phase === 'selectingProfile';

/** What fails after a phase. */
const duringOf = (phase: Phase | undefined): FailedDuring => {
  if (phase === 'loggingOut') return 'sign_out';
  return isChoosing(phase) ? 'sign_in' : 'check';
};

/** A play request without a resource: no actor runs it. */
function tellBadPlay({ event, now: { plays }, say }: Turn<EntitlementView>): void {
  const play = event.type === 'play' ? plays[plays.length - 1] : undefined;
  if (play?.phase === 'failed') tellFailure(say, 'play', play);
}

/** Whether the viewer has just picked the provider that they sign in with now. */
function chosenIn({ event, before, now }: Turn<EntitlementView>): string | undefined {
  if (!before || before.phase === now.phase || now.phase !== 'authenticating') return undefined;
  const provider = providerIn(event);
  if (event.type === 'mvpd.selected') return provider;
  const isConfirmed = before.phase === 'confirming' && before.mvpd.id === provider;
  return event.type === 'authenticate' && !isConfirmed ? provider : undefined;
}

/** The life of a viewer; sign-ins, play requests, marks and sign-outs within it tell of themselves. */
export function entitlement(): Teller<EntitlementView> {
  let isFirst = true;
  let isUnderWay = false;
  /** Epoch milliseconds: when that began; nothing where it was not seen. */
  let beganAt: number | undefined;
  let isSigningIn = false;
  let isSigningOut = false;
  /** The access that the viewer has come in with. */
  let held: Access | undefined;
  let provider = '';

  function note(view: EntitlementView): void {
    const { phase } = view;
    isUnderWay = !isAtRest(phase);
    isSigningIn = isUnderWay && (isSigningIn || isChoosing(phase));
    isSigningOut = isUnderWay && (isSigningOut || phase === 'loggingOut');
    provider = view.access?.mvpd.id ?? ('mvpd' in view ? view.mvpd?.id : undefined) ?? provider;
  }

  function tellSignIn({ at, now, say }: Turn<EntitlementView>): void {
    if (now.phase !== 'authenticated') return;
    const { access } = now;
    const { mvpd, reason, profile } = access;
    const how = howOf(reason, profile);
    const isOther = held?.mvpd.id !== mvpd.id;
    // A check may find another end of the same profile, and a choice that nothing is to be done.
    const isAnew = isSigningIn && how !== 'stored' && identityOf(access) !== identityOf(held);
    held = access;
    if (!isOther && !isAnew) return;
    say('viewer_signed_in', { provider: mvpd.id, how, ...secondsSince(beganAt, at) });
  }

  function tellSignOut({ before, now, say }: Turn<EntitlementView>): void {
    if (before?.phase === 'loggingOut' && now.phase === 'unauthenticated') {
      held = undefined;
      return say('viewer_signed_out', { provider, how: signedOutHow(now.outcomes) });
    }
    // What a sign-out comes to is told at its end.
    if (!held || now.access || now.phase === 'loggingOut') return;
    const { id } = held.mvpd;
    held = undefined;
    say('viewer_signed_out', { provider: id, how: isSigningOut ? 'partial' : 'expired' });
  }

  return (turn) => {
    const { at, event, before, now, say } = turn;
    if (isFirst && event.type === 'xstate.init')
      say('app_started', { restored: before !== undefined });
    if (isFirst && before) {
      note(before);
      held = before.access;
    }
    isFirst = false;
    if (!isUnderWay) beganAt = at;

    const chosen = chosenIn(turn);
    if (chosen !== undefined) say('provider_chosen', { provider: chosen });
    tellBadPlay(turn);
    tellSignOut(turn);
    tellSignIn(turn);
    tellFailure(say, duringOf(before?.phase), entered(turn, 'failed'));
    note(now);
  };
}
