import { entitlementMachine, entitlementView } from 'tve-auth-flow';
import { createActor } from 'xstate';
import { drawer } from '../screens/draw.js';
import { resources } from '../screens/library.js';
import { screenOf } from '../screens/screens.js';
import type { Services } from '../services.js';
import { onReturn, visit } from './user-agent.js';

/** A web app without a framework. A login opens in a window of its own. */
export function start(root: HTMLElement, services: Services): void {
  const redirectUrl = new URL('done.html', location.href).href;
  const app = createActor(entitlementMachine.provide({ actors: services }), {
    input: { screen: 'primary', domainName: 'adobe.com', redirectUrl },
  });
  onReturn(() => app.send({ type: 'userAgent.returned' }));

  const draw = drawer(root, (does) => {
    if ('open' in does) visit(does.open, () => app.send({ type: 'userAgent.closed' }));
    else app.send(does);
  });

  let phase = '';
  app.subscribe((snapshot) => {
    const view = entitlementView(snapshot);
    draw(screenOf(view));
    const isNew = view.phase !== phase;
    phase = view.phase;
    if (isNew && phase === 'authenticated') app.send({ type: 'preauthorize', resources });
  });
  app.start();
}
