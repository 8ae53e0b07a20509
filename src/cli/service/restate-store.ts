import { encryptedItems } from '../../durable/index.js';
import { FlowError } from '../../durable/flow-error.js';
import {
  registerEndpoint,
  restateEndpoint,
  restateHost,
  restateItems,
} from '../../durable/restate/index.js';
import type { Flag, FlagValues } from '../command.js';
import { CommandError, UsageError } from '../errors.js';
import { listOf, quote, textOf } from '../flags.js';
import { lineOf } from './error-line.js';
import type { OpenStore } from './open-store.js';

const INGRESS = 'http://127.0.0.1:8080';
const ADMIN = 'http://127.0.0.1:9070';
const ENDPOINT = 'http://127.0.0.1:9080';

/** Where the engine is, and how it reaches this process. */
export const restateFlags: Readonly<Record<string, Flag>> = {
  ingress: { value: 'LIST', about: `Where Restate takes calls. ${INGRESS} where left out.` },
  admin: { value: 'URL', about: `Where Restate is told of this process. ${ADMIN} where left out.` },
  endpoint: {
    value: 'URL',
    about: `How Restate reaches this process, or the balancer. ${ENDPOINT} where left out.`,
  },
  'endpoint-listen': {
    value: 'ADDRESS',
    about: 'Where it listens for Restate, as 10.0.0.4:9080, if that is not the endpoint.',
  },
  'identity-keys': {
    value: 'LIST',
    about: 'The public keys of Restate: nobody else is served. Give them in production.',
  },
};

/** @throws UsageError */
function urlOf(flags: FlagValues, name: string, otherwise: string): URL {
  const given = textOf(flags, name) ?? otherwise;
  if (/^https?:\/\//.test(given) && URL.canParse(given)) return new URL(given);
  throw new UsageError(`--${name} must be an address such as ${otherwise}, not ${quote(given)}`);
}

/** Where to listen. @throws UsageError */
function listenAt(
  flags: FlagValues,
  endpoint: URL,
): { readonly host: string; readonly port: number } {
  const given = textOf(flags, 'endpoint-listen');
  const [, host = '', port = ''] = /^(.+):(\d{1,5})$/.exec(given ?? endpoint.host) ?? [];
  if (host !== '') return { host: host.replace(/^\[(.*)\]$/, '$1'), port: Number(port) };
  throw given === undefined
    ? new UsageError('--endpoint needs a port, as http://127.0.0.1:9080, or --endpoint-listen')
    : new UsageError(`--endpoint-listen must be ADDRESS:PORT, not ${quote(given)}`);
}

/** Flows and items on Restate. This process serves them to the engine, and follows them. @throws UsageError */
export function onRestate(
  flags: FlagValues,
  keys: readonly Uint8Array[],
  onError: (error: unknown) => void,
): OpenStore {
  const origins = listOf(flags, 'ingress');
  const ingress = origins.length > 0 ? origins : [INGRESS];
  const admin = urlOf(flags, 'admin', ADMIN).origin;
  const endpoint = urlOf(flags, 'endpoint', ENDPOINT);
  const where = listenAt(flags, endpoint);
  const identityKeys = listOf(flags, 'identity-keys');
  let listening: { close(): Promise<void> } | undefined;

  return {
    name: `Restate at ${ingress.join(', ')}`,
    items: encryptedItems(restateItems({ ingress }), keys),
    async host(flows) {
      try {
        const served = await restateEndpoint({
          ...flows,
          keys,
          onError,
          ...(identityKeys.length > 0 && { identityKeys }),
        });
        listening = await served.listen(where);
        await registerEndpoint({ admin, uri: endpoint.href });
      } catch (error) {
        if (error instanceof FlowError) throw new CommandError(error.message);
        throw new CommandError(`cannot serve Restate at ${admin}: ${lineOf(error)}`);
      }
      return restateHost({ ingress, admin, keys, onError });
    },
    close: async () => listening?.close(),
  };
}
