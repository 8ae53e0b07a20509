import { createPassClient, isPassError, type PassClient } from '../../client/index.js';
import type { Command, FlagValues } from '../command.js';
import { CommandError, UsageError } from '../errors.js';
import { textOf } from '../flags.js';
import { openScreen } from '../screen/index.js';
import { thisDevice } from './device-info.js';
import { watchFetch, type WatchedFetch } from './failure.js';
import { signIn } from './sign-in.js';
import { softwareStatement } from './statement.js';
import { openStore, type Store } from './store.js';
import { type Target, targetOf } from './target.js';

export const login: Command = {
  name: 'login',
  about: 'Signs in on a second screen, at any server you have a software statement for.',
  flags: {
    origin: { value: 'URL', about: 'The server, as https://host; http: on this machine only.' },
    environment: { value: 'NAME', about: "One of Adobe's instead, such as release-staging." },
    'service-provider': { value: 'ID', about: 'The channel or brand.' },
    'software-statement': {
      value: 'FILE',
      about: 'Its file, or - for stdin; or put it in TVE_SOFTWARE_STATEMENT.',
    },
    mvpd: { value: 'ID', about: 'The TV provider, where it is known.' },
    'domain-name': { value: 'NAME', about: 'The domain of the app, as registered with Adobe.' },
    'redirect-url': { value: 'URL', about: 'Where the browser of the viewer ends up.' },
    'activation-url': { value: 'URL', about: 'Your page where a viewer types a code.' },
    'device-id': { value: 'ID', about: 'A stable id; otherwise one is made and kept.' },
    credentials: { value: 'FILE', about: 'Keeps credentials; otherwise in your config folder.' },
    attributes: { about: 'Prints what the provider says of the viewer, too.' },
    'allow-insecure': { about: 'Allows http: anywhere. Secrets then travel in the open.' },
    json: { about: 'One line of JSON for each transition of the statechart.' },
  },
  examples: [
    'tve-auth-flow login --environment release-staging --service-provider REF30 \\',
    '    --software-statement statement.txt --mvpd Cablevision \\',
    '    --domain-name adobe.com --redirect-url https://adobe.com',
  ],
  async run(flags, context) {
    const { platform, signal } = context;
    const target = targetOf(flags);
    const serviceProvider = textOf(flags, 'service-provider');
    if (serviceProvider === undefined) throw new UsageError('--service-provider is missing');
    webUrl(flags, 'redirect-url');
    const page = webUrl(flags, 'activation-url');
    const statement = await softwareStatement(flags, context);
    if (signal.aborted) return;
    const store = await openStore(flags, context);
    const watched = watchFetch();
    const screen = openScreen(flags, context);
    try {
      screen.title('tve-auth-flow login', `Signs in to ${serviceProvider} at ${target.name}.`);
      await signIn(
        {
          client: clientOf({ target, serviceProvider, statement, store, watched, platform }),
          parameters: {
            mvpd: textOf(flags, 'mvpd'),
            domainName: textOf(flags, 'domain-name'),
            redirectUrl: textOf(flags, 'redirect-url'),
          },
          page,
          withAttributes: flags['attributes'] === true,
          target: target.name,
          why: watched.why,
        },
        { screen, signal },
      );
    } finally {
      screen.close();
    }
  },
};

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
function webUrl(flags: FlagValues, name: string): string | undefined {
  const value = textOf(flags, name);
  if (value === undefined) return undefined;
  const protocol = URL.canParse(value) ? new URL(value).protocol : '';
  if (protocol === 'https:' || protocol === 'http:') return value;
  throw new UsageError(`--${name} must be a URL such as https://example.com/`);
}
