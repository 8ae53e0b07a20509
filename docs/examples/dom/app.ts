import { entitlementMachine, entitlementView } from 'tve-auth-flow';
import type { EntitlementEvent, EntitlementView } from 'tve-auth-flow';
import { createActor } from 'xstate';
import { reasonOf, wayOut } from '../errors.js';
import type { Services } from '../services.js';

type Button = readonly [label: string, event: EntitlementEvent];

const resources = ['news', 'films', 'sports'];
const signIn: Button = ['Sign in', { type: 'authenticate' }];
const back: Button = ['Back', { type: 'cancel' }];

/** What each phase says, and its last buttons. */
const screens: Readonly<Record<string, readonly [text: string, ...Button[]]>> = {
  unauthenticated: ['Sign in to watch.', signIn],
  confirming: ['Please sign in again.', signIn, ['Another TV provider', { type: 'mvpd.choose' }]],
  selectingProfile: ['Which one is yours?', back],
  choosing: ['Who is your TV provider?', back],
  authenticate: ['Sign in there.', ['I have done so', { type: 'userAgent.returned' }], back],
  expired: ['That took too long.', ['Begin again', { type: 'code.renew' }], back],
  authenticated: ['You are signed in.', ['Sign out', { type: 'logout' }]],
  logout: ['You are signed out here.', ['Leave it at that', { type: 'userAgent.skipped' }]],
  failed: ['', back],
};

/** A web app without a framework. The TV provider's pages open in a tab of their own. */
export function start(root: HTMLElement, services: Services): void {
  const redirectUrl = new URL('done.html', location.href).href;
  const app = createActor(entitlementMachine.provide({ actors: services }), {
    input: { screen: 'primary', domainName: 'adobe.com', redirectUrl },
  });
  const returned = () => app.send({ type: 'userAgent.returned' });
  new BroadcastChannel('user-agent').addEventListener('message', returned); // of done.html

  const add = (tag: 'p' | 'a' | 'button', properties: object) =>
    root.append(Object.assign(document.createElement(tag), properties));
  const button = (textContent: string, event: EntitlementEvent) =>
    add('button', { textContent, onclick: () => app.send(event) });

  function title(resource: string, { plays, marks }: EntitlementView): void {
    const play = plays.find((request) => request.resource === resource);
    const lock = marks[resource]?.permitted === false ? ' (locked)' : ''; // a hint: each play is asked
    if (play?.phase === 'permitted') button(`Stop ${resource}`, { type: 'play.end', resource });
    else button(`Play ${resource}${lock}`, { type: 'play', resource });
    if (play && 'error' in play) add('p', { textContent: `${resource}: ${reasonOf(play.error)}` });
  }

  function draw(view: EntitlementView): void {
    const { phase } = view;
    const step =
      'authentication' in view ? view.authentication : 'logout' in view ? view.logout : view;
    const [text, ...buttons] = screens[step.phase] ?? ['One moment …'];
    add('p', { textContent: 'error' in step && step.error ? reasonOf(step.error) : text });
    if ('url' in step)
      add('a', { textContent: 'To your TV provider', href: step.url, target: '_blank' });
    if (step.phase === 'choosing')
      for (const { id, displayName = id } of step.mvpds)
        button(displayName, { type: 'mvpd.selected', mvpd: id });
    if (step.phase === 'selectingProfile')
      for (const { mvpd } of step.profiles) button(mvpd, { type: 'profile.selected', mvpd });
    if (phase === 'authenticated') for (const resource of resources) title(resource, view);
    if (step.phase === 'failed') button(...wayOut(phase, step.error));
    for (const last of buttons) button(...last);
  }

  let drawn: EntitlementView | undefined;
  app.subscribe((snapshot) => {
    const view = entitlementView(snapshot);
    if (JSON.stringify(view) === JSON.stringify(drawn)) return;
    const isNew = view.phase !== drawn?.phase;
    drawn = view;
    const place = Array.from(root.children).indexOf(document.activeElement as Element);
    root.textContent = '';
    draw(view);
    (root.children[place] as HTMLElement | undefined)?.focus();
    if (isNew && view.phase === 'authenticated') app.send({ type: 'preauthorize', resources });
  });
  app.start();
}
