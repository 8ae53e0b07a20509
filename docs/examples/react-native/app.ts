import {
  createPassClient,
  entitlementMachine,
  entitlementServices,
  type EntitlementView,
  entitlementView,
  type PassClientOptions,
} from 'tve-auth-flow';
import { createActor } from 'xstate';
import { flowStorage } from './flow-storage.js';
import type { Platform } from './platform.js';

/** The app's own link: the browser comes back with it. */
export const redirectUrl = 'tveexample://done';

/** The page of the TV provider that is to be opened, if any. */
function pageOf(view: EntitlementView): string | undefined {
  if (view.phase === 'authenticating')
    return view.authentication.phase === 'authenticate' ? view.authentication.url : undefined;
  return view.phase === 'loggingOut' && view.logout.phase === 'logout'
    ? view.logout.url
    : undefined;
}

/** The flow of an app on a telephone, for its components to render and to send events to. */
export async function startApp(
  { AsyncStorage, Linking, AppState, randomUUID }: Platform,
  {
    info,
    ...options
  }: Omit<PassClientOptions, 'device'> & Pick<PassClientOptions['device'], 'info'>,
) {
  const id = (await AsyncStorage.getItem('device')) ?? randomUUID();
  await AsyncStorage.setItem('device', id);
  // AsyncStorage is a PassStorage as it is. For the keychain: `storage: secureStorage(SecureStore)`.
  const device = info ? { id, info } : { id };
  const client = createPassClient({ storage: AsyncStorage, ...options, device });
  const machine = entitlementMachine.provide({ actors: entitlementServices(client) });

  // The browser is another app: this one may be ended meanwhile, and then goes on with what was stored.
  const stored = flowStorage(AsyncStorage);
  const flow =
    (await stored.restore(machine)) ??
    createActor(machine, { input: { screen: 'primary', domainName: 'adobe.com', redirectUrl } });
  let opened = pageOf(entitlementView(flow.getSnapshot()));
  flow.subscribe((snapshot) => {
    const page = pageOf(entitlementView(snapshot));
    if (page === undefined) stored.remove();
    else stored.keep(flow);
    if (page !== undefined && page !== opened) void Linking.openURL(page);
    opened = page;
  });
  flow.start();

  const arrive = (url: string | null) => {
    if (url?.startsWith(redirectUrl)) flow.send({ type: 'userAgent.returned' });
  };
  const subscriptions = [
    Linking.addEventListener('url', ({ url }) => arrive(url)),
    AppState.addEventListener('change', (state) => {
      if (state !== 'active') return;
      // Of a sign-in, it is not known how far the viewer got; else another app may have signed in, or out.
      flow.send({ type: 'userAgent.closed' });
      flow.send({ type: 'profile.check' });
    }),
  ];
  if (opened !== undefined) arrive(await Linking.getInitialURL());

  return {
    flow,
    stop(): void {
      for (const subscription of subscriptions) subscription.remove();
      flow.stop();
    },
  };
}
