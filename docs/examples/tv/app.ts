import { entitlementMachine, entitlementView } from 'tve-auth-flow';
import { createActor } from 'xstate';
import { drawer } from '../screens/draw.js';
import { resources } from '../screens/library.js';
import { screenOf } from '../screens/screens.js';
import type { Services } from '../services.js';
import { onKeys } from './keys.js';

/**
 * A page for televisions: the viewer signs in on a phone, with the code that is shown here.
 *
 * @param leave Called for Back where there is nothing to go back to. On Tizen:
 *   `tizen.application.getCurrentApplication().exit()`, on webOS: `webOS.platformBack()`.
 */
export function start(root: HTMLElement, services: Services, leave: () => void): void {
  const app = createActor(entitlementMachine.provide({ actors: services }), {
    input: {
      screen: 'secondary',
      choice: 'elsewhere',
      domainName: 'adobe.com',
      redirectUrl: `${location.origin}/done`, // of the phone
    },
  });

  onKeys(root, () => {
    const { phase, plays } = entitlementView(app.getSnapshot());
    const [play] = plays;
    if (play) app.send({ type: 'play.end', resource: play.resource });
    else if (/^(authenticated|unauthenticated|confirming)$/.test(phase)) leave();
    else app.send({ type: 'cancel' });
  });

  const draw = drawer(root, (does) => {
    if (!('open' in does)) app.send(does);
  });

  let step = '';
  app.subscribe((snapshot) => {
    const view = entitlementView(snapshot);
    const { buttons, ...screen } = screenOf(view);
    // A television has no browser for the pages of the TV provider, and the viewer never signed in on one.
    draw({ ...screen, buttons: buttons.filter(([, does]) => !('open' in does)) });

    // There is a snapshot for every step inside: what is sent from here is sent once for each.
    const next = JSON.stringify([view.phase, view.phase === 'loggingOut' && view.logout]);
    if (next === step) return;
    step = next;
    if (view.phase === 'authenticated') app.send({ type: 'preauthorize', resources });
    if (view.phase === 'loggingOut' && view.logout.phase === 'logout')
      app.send({ type: 'userAgent.skipped' });
  });
  root.focus();
  app.start();
}
