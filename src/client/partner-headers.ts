import { type PartnerFrameworkStatus, partnerStatusHeader } from '../protocol/partner.js';
import { ask } from './headers.js';
import { internalsOf } from './internals.js';
import type { PassClient } from './pass-client.js';

export interface PartnerStatusParameter {
  /** Fresh from the partner framework. Default: that of the client's `sso`. */
  readonly partnerFrameworkStatus?: PartnerFrameworkStatus | undefined;
}

/** `AP-Partner-Framework-Status`, where there is a status. */
export async function partnerHeaders(
  client: PassClient,
  given: PartnerFrameworkStatus | undefined,
): Promise<Record<string, string>> {
  const status =
    given ?? (await ask((await ask(internalsOf(client).options.sso))?.partnerFrameworkStatus));
  return status ? { 'AP-Partner-Framework-Status': partnerStatusHeader(status) } : {};
}
