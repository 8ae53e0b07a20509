import type { Environment, Origins } from '../../client/index.js';
import type { FlagValues } from '../command.js';
import { UsageError } from '../errors.js';
import { quote, textOf } from '../flags.js';

const environments: readonly Environment[] = [
  'release-production',
  'release-staging',
  'prequal-production',
  'prequal-staging',
];

/** Where a login goes. */
export interface Target {
  readonly environment: Environment | Origins;
  /** How it is called in what is said about it. */
  readonly name: string;
  /** Whether the requests go over `http:`. */
  readonly insecure: boolean;
}

/** The server that the flags name. @throws UsageError where they name none, two, or an unsafe one */
export function targetOf(flags: FlagValues): Target {
  const [origin, environment] = [textOf(flags, 'origin'), textOf(flags, 'environment')];
  if (origin !== undefined && environment !== undefined) {
    throw new UsageError('--origin and --environment exclude each other');
  }
  if (origin !== undefined) return originTarget(origin, flags['allow-insecure'] === true);
  if (environment === undefined) throw new UsageError('--origin or --environment is missing');
  const known = environments.find((name) => name === environment);
  if (known) return { environment: known, name: known, insecure: false };
  throw new UsageError(
    `--environment must be one of ${environments.join(', ')}, not ${quote(environment)}`,
  );
}

function originTarget(text: string, allowInsecure: boolean): Target {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin = url && /^https?:\/\/[^/?#@]+\/?$/i.test(text);
  if (!isOrigin) throw new UsageError(`--origin must be as https://host, not ${quote(text)}`);
  const insecure = url.protocol === 'http:';
  if (insecure && !allowInsecure && !isLoopback(url.hostname)) {
    throw new UsageError(
      '--origin must be https:, because secrets are sent to it; --allow-insecure overrides that',
    );
  }
  return { environment: { origin: url.origin }, name: url.origin, insecure };
}

const isLoopback = (host: string) =>
  host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
