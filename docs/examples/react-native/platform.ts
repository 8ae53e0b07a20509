/** What is used of React Native and its packages. Give the real ones. */
export interface Platform {
  /** `@react-native-async-storage/async-storage` */
  readonly AsyncStorage: {
    getItem(key: string): Promise<string | null>;
    setItem(key: string, value: string): Promise<void>;
    removeItem(key: string): Promise<void>;
  };
  /** `react-native` */
  readonly Linking: {
    openURL(url: string): Promise<unknown>;
    getInitialURL(): Promise<string | null>;
    addEventListener(type: 'url', listener: (event: { url: string }) => void): Subscription;
  };
  /** `react-native` */
  readonly AppState: {
    addEventListener(type: 'change', listener: (state: string) => void): Subscription;
  };
  /** `expo-crypto` */
  readonly randomUUID: () => string;
}

export interface Subscription {
  remove(): void;
}
