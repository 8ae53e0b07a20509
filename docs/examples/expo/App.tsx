import * as Device from 'expo-device';
import * as SecureStore from 'expo-secure-store';
import { openAuthSessionAsync } from 'expo-web-browser';
import { useCallback, useEffect, useState } from 'react';
import { AppState, Button, FlatList, Platform, Text, View } from 'react-native';
import {
  createPassClient,
  en,
  entitlementServices,
  type PassStorage,
  persistentDeviceId,
  reactNativeLifecycle,
  viewerText,
  wakeOn,
} from 'tve-auth-flow';
import { useEntitlement } from 'tve-auth-flow/react';

type Services = ReturnType<typeof entitlementServices>;

/** The keychain of iOS, the keystore of Android. A key may have letters, digits, `.`, `-` and `_`. */
const keyOf = (key: string): string => key.replace(/[^\w.-]/g, '_');
const storage: PassStorage = {
  getItem: (key) => SecureStore.getItemAsync(keyOf(key)),
  setItem: (key, value) => SecureStore.setItemAsync(keyOf(key), value),
  removeItem: (key) => SecureStore.deleteItemAsync(keyOf(key)),
};

/** A link into this app, by the `scheme` of app.json: the login page leads to it. */
const redirectUrl = 'tveexample://done';

async function createServices(): Promise<Services> {
  const client = createPassClient({
    environment: 'release-staging',
    serviceProvider: 'REF30',
    softwareStatement: 'from-your-TVE-dashboard',
    device: {
      id: await persistentDeviceId(storage),
      info: {
        model: Device.modelName ?? 'unknown',
        version: Device.osVersion ?? '0',
        osName: Platform.OS,
        osVersion: Device.osVersion ?? '0',
        connectionType: 'WiFi',
      },
    },
    storage,
  });
  return entitlementServices(client);
}

export default function App() {
  const [services, setServices] = useState<Services>();
  useEffect(() => {
    void createServices().then(setServices);
  }, []);
  return (
    <View style={{ flex: 1, padding: 48 }}>
      {services ? <Viewer services={services} /> : <Text>One moment …</Text>}
    </View>
  );
}

const input = { screen: 'primary', domainName: 'adobe.com', redirectUrl } as const;

function Viewer({ services }: { services: Services }) {
  const { view, send, can } = useEntitlement(services, input, {
    // Asks again when the app comes back from the background.
    attach: (actor) => wakeOn(actor, reactNativeLifecycle({ AppState })),
  });
  // The step inside of a sign-in or a sign-out has a view of its own.
  const step =
    'authentication' in view ? view.authentication : 'logout' in view ? view.logout : view;

  // The login is a page of the TV provider, and so is the sign-out there.
  const url = step.phase === 'authenticate' || step.phase === 'logout' ? step.url : undefined;
  const closed = step.phase === 'logout' ? 'userAgent.skipped' : 'userAgent.closed';
  const openPage = useCallback(async () => {
    if (url === undefined) return;
    const { type } = await openAuthSessionAsync(url, redirectUrl);
    send({ type: type === 'success' ? 'userAgent.returned' : closed });
  }, [url, closed, send]);
  // It opens over the app, once for each address.
  useEffect(() => void openPage(), [openPage]);

  const error = 'error' in step ? step.error : undefined;
  return (
    <>
      {error && <Text accessibilityRole="alert">{viewerText(error, en).message}</Text>}
      {step.phase === 'unauthenticated' && (
        <Button title="Sign in" onPress={() => send({ type: 'authenticate' })} />
      )}
      {step.phase === 'confirming' && (
        <Button title="Sign in again" onPress={() => send({ type: 'authenticate' })} />
      )}
      {step.phase === 'choosing' && (
        <FlatList
          data={step.mvpds}
          renderItem={({ item: { id, displayName = id } }) => (
            <Button title={displayName} onPress={() => send({ type: 'mvpd.selected', mvpd: id })} />
          )}
        />
      )}
      {step.phase === 'selectingProfile' &&
        step.profiles.map(({ mvpd }) => (
          <Button
            key={mvpd}
            title={mvpd}
            onPress={() => send({ type: 'profile.selected', mvpd })}
          />
        ))}
      {step.phase === 'authenticate' && (
        <Button title="Go to your TV provider" onPress={() => void openPage()} />
      )}
      {step.phase === 'expired' && (
        <Button title="Begin again" onPress={() => send({ type: 'code.renew' })} />
      )}
      {step.phase === 'failed' && (
        <Button title="Try again" onPress={() => send({ type: 'retry' })} />
      )}
      {view.phase === 'authenticated' &&
        ['news', 'films', 'sports'].map((resource) => {
          const play = view.plays.find((request) => request.resource === resource);
          const isPlaying = play?.phase === 'permitted';
          const why = play && 'error' in play ? `: ${viewerText(play.error, en).message}` : '';
          return (
            <Button
              key={resource}
              title={`${isPlaying ? 'Stop' : 'Play'} ${resource}${why}`}
              onPress={() => send({ type: isPlaying ? 'play.end' : 'play', resource })}
            />
          );
        })}
      {can({ type: 'logout' }) && (
        <Button title="Sign out" onPress={() => send({ type: 'logout' })} />
      )}
      {can({ type: 'cancel' }) && <Button title="Back" onPress={() => send({ type: 'cancel' })} />}
    </>
  );
}
