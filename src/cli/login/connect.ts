import { createPassClient, isPassError, type PassClient } from '../../client/index.js';
import { compact } from '../../protocol/compact.js';
import type { Flag, FlagValues } from '../command.js';
import type { CliContext } from '../context.js';
import { CommandError, UsageError } from '../errors.js';
import { textOf } from '../flags.js';
import { thisDevice } from './device-info.js';
import { watchFetch, type WatchedFetch } from './failure.js';
import { softwareStatement } from './statement.js';
import { openStore, type Store } from './store.js';
import { type Target, targetOf } from './target.js';

type Flags = Readonly<Record<string, Flag>>;

/** Where a command goes, and as whom. */
export const serverFlags: Flags = {
  origin: { value: 'URL', about: 'The server, as https://host; http: on this machine only.' },
  environment: { value: 'NAME', about: "One of Adobe's instead, such as release-staging." },
  'service-provider': { value: 'ID', about: 'The channel or brand.' },
  'software-statement': {
    value: 'FILE',
    about: 'Its file, or - for stdin; or put it in TVE_SOFTWARE_STATEMENT.',
  },
};

/** What a session is made of. */
export const parameterFlags: Flags = {
  mvpd: { value: 'ID', about: 'The TV provider, where it is known.' },
  'domain-name': { value: 'NAME', about: 'The domain of the app, as registered with Adobe.' },
  'redirect-url': { value: 'URL', about: 'Where the browser of the viewer ends up.' },
};

/** What stays for the next time. */
export const storeFlags: Flags = {
  'device-id': { value: 'ID', about: 'A stable id; otherwise one is made and kept.' },
  credentials: { value: 'FILE', about: 'Keeps credentials; otherwise in your config folder.' },
};

export const transportFlags: Flags = {
  'allow-insecure': { about: 'Allows http: anywhere. Secrets then travel in the open.' },
  json: { about: 'One line of JSON for each transition of the statechart.' },
};

/** A client as the flags describe it. */
export interface Connection {
  readonly client: PassClient;
  readonly serviceProvider: string;
  readonly parameters: Readonly<Partial<Record<'mvpd' | 'domainName' | 'redirectUrl', string>>>;
  /** How the server is called in what is said about it. */
  readonly target: string;
  /** Why the last request failed. */
  readonly why: () => string;
}

/**
 * Reads the flags above, and makes a client of them.
 *
 * @returns nothing where the signal has ended it
 * @throws UsageError, CommandError
 */
export async function connect(
  flags: FlagValues,
  context: CliContext,
): Promise<Connection | undefined> {
  const target = targetOf(flags);
  const serviceProvider = textOf(flags, 'service-provider');
  if (serviceProvider === undefined) throw new UsageError('--service-provider is missing');
  const parameters = compact({
    mvpd: textOf(flags, 'mvpd'),
    domainName: textOf(flags, 'domain-name'),
    redirectUrl: webUrl(flags, 'redirect-url'),
  });
  const statement = await softwareStatement(flags, context);
  if (context.signal.aborted) return undefined;
  const store = await openStore(flags, context);
  const watched = watchFetch();
  const { platform } = context;
  return {
    client: clientOf({ target, serviceProvider, statement, store, watched, platform }),
    serviceProvider,
    parameters,
    target: target.name,
    why: watched.why,
  };
}

function clientOf(about: {
  readonly target: Target;
  readonly serviceProvider: string;
  readonly statement: string;
  readonly store: Store;
  readonly watched: WatchedFetch;
  readonly platform: string;
}): PassClient {
  const { target, serviceProvider, statement, store, watched, platform } = about;
  try {
    return createPassClient({
      environment: target.environment,
      serviceProvider,
      softwareStatement: statement,
      device: {
        id: store.deviceId,
        info: thisDevice(platform),
      },
      storage: store.storage,
      fetch: watched.fetch,
      allowInsecureRequests: target.insecure,
    });
  } catch (error) {
    throw isPassError(error) ? new CommandError(error.message) : error;
  }
}

/** @throws UsageError where the flag is there, and no URL of the web */
export function webUrl(flags: FlagValues, name: string): string | undefined {
  const value = textOf(flags, name);
  if (value === undefined) return undefined;
  const protocol = URL.canParse(value) ? new URL(value).protocol : '';
  if (protocol === 'https:' || protocol === 'http:') return value;
  throw new UsageError(`--${name} must be a URL such as https://example.com/`);
}
