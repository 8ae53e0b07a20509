type Awaitable<T> = T | PromiseLike<T>;

/**
 * Where a client keeps the secrets of a play or a partner sign-in until somebody takes them: media tokens and
 * SAML requests. The default is the memory of the process. On a server, another process may be asked for
 * what this one has got: give it a store that all processes share.
 */
export interface MediaTokenStore {
  /** Keeps a secret. `expiresAt`: epoch milliseconds, after which nobody gets it any more. */
  put(key: string, secret: string, expiresAt: number): Awaitable<void>;
  /** Gives a secret and forgets it in one step: of two callers, one gets it. Nothing where there is none. */
  take(key: string): Awaitable<string | null | undefined>;
}
