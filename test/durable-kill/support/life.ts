import { expect } from 'vitest';
import type { EntitlementView, MediaToken } from '../../../src/index.js';
import type { Server } from './server.js';
import type { Service } from './service.js';

const input = {
  screen: 'primary',
  domainName: 'adobe.com',
  redirectUrl: 'https://adobe.com',
};

interface Told {
  /** How often the viewer had to log in, and out. */
  logins: number;
  logouts: number;
  /** Whether the answer to the logout was lost: nobody knows then what was to be done at the provider. */
  isAnswerLost: boolean;
  /** How often the viewer had to try something again. */
  retries: number;
  /** The media tokens that were handed out. */
  readonly tokens: string[];
}

interface State {
  readonly view: EntitlementView;
}

/** Milliseconds for a whole life: none takes nearly as long, and a flow that is stuck takes for ever. */
const PATIENCE = 300_000;

const sleep = (milliseconds: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/**
 * A viewer in front of a television: signs in, has a list marked, plays twice, and signs out.
 *
 * @param look Milliseconds between two looks at the screen.
 */
export async function live(
  server: Server,
  service: Service,
  device: string,
  look = 5,
): Promise<Told> {
  const told: Told = { logins: 0, logouts: 0, isAnswerLost: false, retries: 0, tokens: [] };
  const seen = new Set<string>();
  const taken = new Set<string>();
  const send = (event: { readonly type: string }, key: string = event.type) =>
    service.ask('send', device, event, key);

  async function once(what: string, work: () => Promise<unknown>): Promise<boolean> {
    if (seen.has(what)) return false;
    await work();
    seen.add(what);
    return true;
  }

  /** A machine that is busy may lose requests: then the viewer tries again, as they are asked to. */
  async function retry(event: { readonly type: string } = { type: 'retry' }): Promise<void> {
    told.retries += 1;
    await send(event, `retry ${told.retries}`);
  }

  async function watch(view: Extract<EntitlementView, { phase: 'authenticated' }>) {
    if (!view.preauthorizing && Object.keys(view.marks).length === 0)
      await send({ type: 'preauthorize', resources: ['one', 'three'] } as { type: string });
    for (const resource of ['one', 'two'])
      await once(`play ${resource}`, () =>
        send({ type: 'play', resource } as { type: string }, `play ${resource}`),
      );
    for (const play of view.plays) {
      if (play.phase === 'failed')
        await retry({ type: 'play.retry', resource: play.resource } as { type: string });
      if (play.phase !== 'permitted' || play.verified || taken.has(play.ticket)) continue;
      const { starts } = service;
      const token = await service.ask<MediaToken | undefined>('take', device, play.ticket);
      taken.add(play.ticket);
      // Taken, and then the process was killed: the answer is lost.
      if (!token) expect(service.starts).toBeGreaterThan(starts);
      else told.tokens.push(token.serializedToken);
      expect(await service.ask('take', device, play.ticket), 'once').toBeUndefined();
    }
    if (taken.size === 2 && Object.keys(view.marks).length === 2) await send({ type: 'logout' });
  }

  const hasFailed = (view: EntitlementView): boolean =>
    (view.phase === 'authenticating' && view.authentication.phase === 'failed') ||
    (view.phase === 'loggingOut' && view.logout.phase === 'failed');

  async function act(view: EntitlementView): Promise<void> {
    if (hasFailed(view)) await retry();
    else if (view.phase === 'unauthenticated') await send({ type: 'authenticate' });
    else if (view.phase === 'choosing')
      await send({ type: 'mvpd.selected', mvpd: 'Cablevision' } as { type: string });
    else if (view.phase === 'authenticating' && view.authentication.phase === 'authenticate') {
      const { code } = view.authentication;
      if (await once('login', () => server.simulator.viewer.signIn({ code }))) told.logins += 1;
      await send({ type: 'userAgent.returned' }, `returned with ${code}`);
    } else if (view.phase === 'authenticated') await watch(view);
    else if (view.phase === 'loggingOut' && view.logout.phase === 'logout') {
      const { url } = view.logout;
      if (await once('logout', () => server.simulator.viewer.signOut(url))) told.logouts += 1;
      await send({ type: 'userAgent.returned' }, 'returned from the logout');
    }
  }

  await service.ask('start', device, input);
  for (const end = Date.now() + PATIENCE; ;) {
    const { view } = await service.ask<State>('view', device);
    if (view.phase === 'unauthenticated' && 'outcomes' in view && view.outcomes.length > 0) {
      const [outcome] = view.outcomes;
      told.isAnswerLost = outcome?.answerLost === true;
      expect(outcome).toMatchObject({ mvpd: 'Cablevision', carriedOut: !told.isAnswerLost });
      return told;
    }
    if (Date.now() > end) throw new Error(`${device} is stuck: ${JSON.stringify(view)}`);
    await act(view);
    await sleep(look);
  }
}
