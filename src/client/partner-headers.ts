import {
  type PartnerFrameworkStatus,
  partnerStatusHeader,
  partnerStatusProblem,
} from '../protocol/partner.js';
import { ask } from './headers.js';
import { internalsOf } from './internals.js';
import type { PassClient } from './pass-client.js';

export interface PartnerStatusParameter {
  /** Fresh from the partner framework. Default: that of the client's `sso`, or of the last partner call. */
  readonly partnerFrameworkStatus?: PartnerFrameworkStatus | undefined;
}

async function statusOf(
  client: PassClient,
  given: PartnerFrameworkStatus | undefined,
): Promise<PartnerFrameworkStatus | null | undefined> {
  const { options, partnerStatus } = internalsOf(client);
  return given ?? (await ask((await ask(options.sso))?.partnerFrameworkStatus)) ?? partnerStatus;
}

const header = (status: PartnerFrameworkStatus) => ({
  'AP-Partner-Framework-Status': partnerStatusHeader(status),
});

/** `AP-Partner-Framework-Status` for the partner calls, which take a refusal too. */
export async function partnerHeaders(
  client: PassClient,
  given: PartnerFrameworkStatus | undefined,
): Promise<Record<string, string>> {
  const status = await statusOf(client, given);
  internalsOf(client).partnerStatus = status;
  return status ? header(status) : {};
}

/** The same for profiles and decisions, which refuse a status that can't be used: then it is left out. */
export async function usablePartnerHeaders(
  client: PassClient,
  given: PartnerFrameworkStatus | undefined,
): Promise<Record<string, string>> {
  const status = await statusOf(client, given);
  return status && !partnerStatusProblem(status, internalsOf(client).now()) ? header(status) : {};
}
