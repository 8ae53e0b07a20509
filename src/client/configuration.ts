import { type Configuration, readConfiguration } from '../protocol/configuration.js';
import type { PassClient } from './pass-client.js';
import { type Answered, type CallOptions, send, v2Path } from './request.js';
import { absoluteUrl } from './sessions.js';

/**
 * The MVPDs that a viewer can choose from (E3, `retrieve-configuration-for-specific-service-provider`).
 * Only where a choice is due, and kept for some minutes.
 *
 * Rejects with a {@link PassError}.
 */
export async function configuration(
  client: PassClient,
  { profile }: { readonly profile?: string } = {},
  options?: CallOptions,
): Promise<Answered<Configuration>> {
  return send(
    client,
    {
      endpoint: 'E3',
      method: 'GET',
      path: v2Path(client, 'configuration'),
      ...(profile !== undefined && { query: { profile } }),
      headers: ['deviceAlways'],
      repeatable: true,
      read: (body, tell) => readConfiguration(body, absoluteUrl(client), tell),
    },
    options,
  );
}
