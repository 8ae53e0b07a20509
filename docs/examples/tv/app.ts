import { type EntitlementEvent, entitlementMachine, entitlementView } from 'tve-auth-flow';
import { renderSVG } from 'uqr';
import { createActor } from 'xstate';
import { reasonOf, wayOut } from '../errors.js';
import type { Services } from '../services.js';

type Button = readonly [label: string, event: EntitlementEvent];

interface Screen {
  readonly text: string;
  readonly buttons?: readonly Button[];
  /** It comes by itself, so the focus rests on its text, where a stray OK does nothing. */
  readonly rests?: true;
}

const moves: Readonly<Record<number, number>> = { 37: -1, 38: -1, 39: 1, 40: 1 }; // the arrows
const backs = new Set([10009, 461, 27, 8]); // of Tizen, of webOS; on a computer Escape and Backspace
const signIn: Button = ['Sign in', { type: 'authenticate' }];
const newCode: Button = ['New code', { type: 'code.renew' }];
const back: Button = ['Back', { type: 'cancel' }];
const code: Screen = {
  text: 'Scan the picture with your phone, or go there to',
  buttons: [newCode, back],
  rests: true,
};

/** What each phase says, and its last buttons. */
const screens: Readonly<Record<string, Screen>> = {
  unauthenticated: { text: 'Sign in to watch.', buttons: [signIn] },
  confirming: {
    text: 'Please sign in again.',
    buttons: [signIn, ['Another TV provider', { type: 'mvpd.choose' }]],
  },
  selectingProfile: { text: 'Which one is yours?', buttons: [back] },
  choosing: { text: 'Who is your TV provider?', buttons: [back] },
  resume: code,
  authenticate: code,
  expired: { text: 'The code has expired.', buttons: [newCode, back] },
  authenticated: {
    text: 'You are signed in.',
    buttons: [['Sign out', { type: 'logout' }]],
    rests: true,
  },
  logout: { text: 'You are signed out.', buttons: [['OK', { type: 'userAgent.skipped' }]] },
  failed: { text: 'That did not work.', buttons: [back] },
};

const clock = (milliseconds: number) => {
  const seconds = Math.max(Math.ceil(milliseconds / 1000), 0);
  return `${Math.floor(seconds / 60)}:${`0${seconds % 60}`.slice(-2)}`;
};

/** The viewer signs in on a phone, with the code. @param leave Called for Back where there is no way back. */
export function start(root: HTMLElement, services: Services, leave: () => void): void {
  const app = createActor(entitlementMachine.provide({ actors: services }), {
    input: {
      screen: 'secondary',
      choice: 'elsewhere',
      domainName: 'adobe.com',
      redirectUrl: `${location.origin}/done`, // of the phone
      activationUrl: `${location.origin}/activate`, // in an app a page of your own
    },
  });
  const make = (tag: string, properties: object, parent: Element = root) =>
    parent.appendChild(Object.assign(document.createElement(tag), properties));

  // A screen reader speaks what this says, when it says something else. The rest of the page is silent.
  const spoken = make('p', { className: 'spoken' }, document.body);
  spoken.setAttribute('role', 'status');
  const page = make('div', {});

  let place = 0;
  function focus(to: number): void {
    const stops = page.querySelectorAll<HTMLElement>('button, [tabindex]');
    place = (to + stops.length) % stops.length;
    stops[place]?.focus();
  }

  let endsAt = 0;
  const tick = () => {
    const timer = page.querySelector('time');
    // Of the device's clock only what goes by: it may show a wrong time.
    if (timer) timer.textContent = `The code lives ${clock(endsAt - performance.now())}.`;
  };
  setInterval(tick, 1000);

  let drawn = '';
  app.subscribe((snapshot) => {
    const view = entitlementView(snapshot);
    const step =
      'authentication' in view ? view.authentication : 'logout' in view ? view.logout : view;
    const { text, buttons = [], rests } = screens[step.phase] ?? { text: 'One moment …' };
    const notice = 'error' in step && step.error ? reasonOf(step.error) : '';
    const all: Button[] = [];
    for (const { id, displayName = id } of 'mvpds' in step ? step.mvpds : [])
      all.push([displayName, { type: 'mvpd.selected', mvpd: id }]);
    for (const { mvpd } of 'profiles' in step ? step.profiles : [])
      all.push([mvpd, { type: 'profile.selected', mvpd }]);
    for (const resource of step.phase === 'authenticated' ? ['news', 'films', 'sports'] : []) {
      const play = view.plays.find((request) => request.resource === resource);
      const why = play && 'error' in play ? `: ${reasonOf(play.error)}` : '';
      if (play?.phase === 'permitted')
        all.push([`Stop ${resource}`, { type: 'play.end', resource }]);
      else all.push([`Play ${resource}${why}`, { type: 'play', resource }]);
    }
    if (step.phase === 'failed') all.push(wayOut(view.phase, step.error));
    all.push(...buttons);

    const activation = 'activation' in step ? step.activation : undefined;
    if ('remaining' in step) endsAt = performance.now() + step.remaining;
    // A poll that finds nothing draws nothing: the focus stays, and nothing is spoken again.
    const next = JSON.stringify([step.phase, text, notice, activation, all]);
    if (next === drawn) return;
    const isNew = drawn.split(',')[0] !== next.split(',')[0];
    drawn = next;

    page.textContent = '';
    const heading = make('h1', { textContent: text }, page);
    if (rests) heading.tabIndex = -1;
    if (activation) {
      const src = `data:image/svg+xml,${encodeURIComponent(renderSVG(activation.urlWithCode))}`;
      make('img', { src, alt: '' }, page);
      make('p', { textContent: activation.url }, page);
    }
    if ('code' in step) make('p', { className: 'code', textContent: step.code }, page);
    if ('remaining' in step) make('time', {}, page).setAttribute('aria-hidden', 'true');
    if (notice) make('p', { className: 'notice', textContent: notice }, page);
    for (const [textContent, event] of all)
      make('button', { textContent, onclick: () => app.send(event) }, page);
    tick();
    focus(isNew ? 0 : place);
    const say = activation ? `${text} ${activation.url}. The code: ${activation.spelled}.` : text;
    const saying = notice ? `${say} ${notice}` : say;
    if (spoken.textContent !== saying) spoken.textContent = saying;
  });

  // oxlint-disable-next-line typescript/no-deprecated -- Old televisions have no other name for a key.
  document.addEventListener('keydown', ({ keyCode }) => {
    const move = moves[keyCode];
    if (move !== undefined) focus(place + move); // OK is Enter, which presses a button by itself.
    if (!backs.has(keyCode)) return;
    const played = entitlementView(app.getSnapshot()).plays.find(
      ({ phase }) => phase === 'permitted',
    );
    if (played) app.send({ type: 'play.end', resource: played.resource });
    else if (app.getSnapshot().can({ type: 'cancel' })) app.send({ type: 'cancel' });
    else leave();
  });
  app.start();
}
