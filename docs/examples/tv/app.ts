import { type EntitlementEvent, entitlementMachine, entitlementView } from 'tve-auth-flow';
import { createActor } from 'xstate';
import { reasonOf, wayOut } from '../errors.js';
import type { Services } from '../services.js';

type Button = readonly [label: string, event: EntitlementEvent];

const moves: Readonly<Record<number, number>> = { 37: -1, 38: -1, 39: 1, 40: 1 }; // the arrows
const backs = new Set([10009, 461, 27, 8]); // of Tizen, of webOS; on a computer Escape and Backspace
const signIn: Button = ['Sign in', { type: 'authenticate' }];
const newCode: Button = ['New code', { type: 'code.renew' }];
const back: Button = ['Back', { type: 'cancel' }];
const go = `On your phone, go to ${location.host}/activate and enter`; // in an app a page of your own

/** What each phase says, and its last buttons. */
const screens: Readonly<Record<string, readonly [text: string, ...Button[]]>> = {
  unauthenticated: ['Sign in to watch.', signIn],
  confirming: ['Please sign in again.', signIn, ['Another TV provider', { type: 'mvpd.choose' }]],
  selectingProfile: ['Which one is yours?', back],
  choosing: ['Who is your TV provider?', back],
  resume: [go, newCode, back],
  authenticate: [go, newCode, back],
  expired: ['The code has expired.', newCode, back],
  authenticated: ['You are signed in.', ['Sign out', { type: 'logout' }]],
  logout: ['You are signed out.', ['OK', { type: 'userAgent.skipped' }]],
  failed: ['', back],
};

/** The viewer signs in on a phone, with the code. @param leave Called for Back where there is no way back. */
export function start(root: HTMLElement, services: Services, leave: () => void): void {
  const redirectUrl = `${location.origin}/done`; // of the phone
  const app = createActor(entitlementMachine.provide({ actors: services }), {
    input: { screen: 'secondary', choice: 'elsewhere', domainName: 'adobe.com', redirectUrl },
  });
  const add = (tag: 'p' | 'output' | 'button', properties: object) =>
    root.append(Object.assign(document.createElement(tag), properties));
  const button = (textContent: string, event: EntitlementEvent) =>
    add('button', { textContent, onclick: () => app.send(event) });

  let place = 0;
  function focus(to: number): void {
    const buttons = root.querySelectorAll('button');
    place = (to + buttons.length) % buttons.length;
    buttons[place]?.focus();
  }

  app.subscribe((snapshot) => {
    const view = entitlementView(snapshot);
    const step =
      'authentication' in view ? view.authentication : 'logout' in view ? view.logout : view;
    const [text, ...last] = screens[step.phase] ?? ['One moment …'];
    const count = root.childElementCount;
    root.textContent = '';
    add('p', { textContent: 'error' in step && step.error ? reasonOf(step.error) : text });
    if ('code' in step) add('output', { textContent: step.code });
    for (const { id, displayName = id } of 'mvpds' in step ? step.mvpds : [])
      button(displayName, { type: 'mvpd.selected', mvpd: id });
    for (const { mvpd } of 'profiles' in step ? step.profiles : [])
      button(mvpd, { type: 'profile.selected', mvpd });
    for (const resource of step.phase === 'authenticated' ? ['news', 'films', 'sports'] : []) {
      const play = view.plays.find((request) => request.resource === resource);
      const why = play && 'error' in play ? `: ${reasonOf(play.error)}` : '';
      if (play?.phase === 'permitted') button(`Stop ${resource}`, { type: 'play.end', resource });
      else button(`Play ${resource}${why}`, { type: 'play', resource });
    }
    if (step.phase === 'failed') button(...wayOut(view.phase, step.error));
    for (const each of last) button(...each);
    focus(root.childElementCount === count ? place : 0);
  });
  // oxlint-disable-next-line typescript/no-deprecated -- Old televisions have no other name for a key.
  document.addEventListener('keydown', ({ keyCode }) => {
    const move = moves[keyCode];
    if (move !== undefined) focus(place + move); // OK is Enter, which presses a button by itself.
    if (!backs.has(keyCode)) return;
    if (app.getSnapshot().can({ type: 'cancel' })) app.send({ type: 'cancel' });
    else leave();
  });
  app.start();
}
