import {
  createPassClient,
  entitlementMachine,
  entitlementServices,
  entitlementView,
  type PassClientOptions,
  type PassStorage,
} from 'tve-auth-flow';
import { createActor } from 'xstate';

interface Subscription {
  remove(): void;
}

/** What is used of React Native and its packages. Give the real ones. */
export interface Platform {
  /** `react-native-keychain` */
  readonly Keychain: {
    getGenericPassword(options: { service: string }): Promise<false | { password: string }>;
    setGenericPassword(name: string, password: string, to: { service: string }): Promise<unknown>;
    resetGenericPassword(options: { service: string }): Promise<unknown>;
  };
  /** `react-native` */
  readonly Linking: {
    openURL(url: string): Promise<unknown>;
    addEventListener(type: 'url', listener: (event: { url: string }) => void): Subscription;
  };
  /** `react-native` */
  readonly AppState: {
    addEventListener(type: 'change', listener: (state: string) => void): Subscription;
  };
}

/** The keychain as storage. For AsyncStorage there is nothing to do: it fits as it is. */
export const keychainStorage = (keychain: Platform['Keychain']): PassStorage => ({
  async getItem(service) {
    const found = await keychain.getGenericPassword({ service });
    return found ? found.password : null;
  },
  async setItem(service, value) {
    // It is `false`, and no error, where nothing was stored.
    if (!(await keychain.setGenericPassword('tve-auth-flow', value, { service })))
      throw new Error('The keychain has not stored it.');
  },
  removeItem: (service) => keychain.resetGenericPassword({ service }),
});

/** The app's own link: the browser comes back with it. */
export const redirectUrl = 'tveexample://done';

/** The flow of an app on a telephone, for its components to render and to send events to. */
export function startFlow({ Keychain, Linking, AppState }: Platform, options: PassClientOptions) {
  const client = createPassClient({ storage: keychainStorage(Keychain), ...options });
  const machine = entitlementMachine.provide({ actors: entitlementServices(client) });
  const input = { screen: 'primary', domainName: 'adobe.com', redirectUrl } as const;
  const flow = createActor(machine, { input });
  let opened = '';
  flow.subscribe((snapshot) => {
    const view = entitlementView(snapshot);
    const step =
      'authentication' in view ? view.authentication : 'logout' in view ? view.logout : view;
    const page = 'url' in step ? step.url : '';
    if (page !== '' && page !== opened) void Linking.openURL(page);
    opened = page;
  });
  Linking.addEventListener('url', ({ url }) => {
    if (url.startsWith(redirectUrl)) flow.send({ type: 'userAgent.returned' });
  });
  AppState.addEventListener('change', (state) => {
    if (state !== 'active') return;
    flow.send({ type: 'userAgent.closed' }); // The viewer may have come back without the link.
    flow.send({ type: 'profile.check' });
  });
  return flow.start();
}
