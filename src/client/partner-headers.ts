import {
  type PartnerFrameworkStatus,
  partnerStatusHeader,
  partnerStatusProblem,
} from '../protocol/partner.js';
import { ask } from './headers.js';
import { internalsOf } from './internals.js';
import type { Endpoint } from './oddity.js';
import type { PassClient } from './pass-client.js';

export interface PartnerStatusParameter {
  /** Fresh from the partner framework. Default: that of the client's `sso`, or of the last partner call. */
  readonly partnerFrameworkStatus?: PartnerFrameworkStatus | undefined;
}

/** Headers that are made anew for each request. */
export type HeadersOfRequest = (
  signal: AbortSignal | undefined,
) => Promise<Readonly<Record<string, string>>>;

async function statusOf(
  client: PassClient,
  endpoint: Endpoint,
  given: PartnerFrameworkStatus | undefined,
  signal: AbortSignal | undefined,
): Promise<PartnerFrameworkStatus | null | undefined> {
  if (given) return given;
  const { options, oddity, partnerStatus } = internalsOf(client);
  const odd = (path: string, expected: string) => oddity(endpoint, path, expected);
  const sso = await ask(options.sso, 'sso', odd, signal);
  const name = 'sso.partnerFrameworkStatus';
  const own = await ask(sso?.partnerFrameworkStatus, name, odd, signal);
  return own ?? partnerStatus;
}

const header = (status: PartnerFrameworkStatus) => ({
  'AP-Partner-Framework-Status': partnerStatusHeader(status),
});

/** `AP-Partner-Framework-Status` for the partner calls, which take a refusal too. */
export const partnerHeaders =
  (
    client: PassClient,
    endpoint: Endpoint,
    given: PartnerFrameworkStatus | undefined,
  ): HeadersOfRequest =>
  async (signal) => {
    const status = await statusOf(client, endpoint, given, signal);
    internalsOf(client).partnerStatus = status;
    return status ? header(status) : {};
  };

/** The same for profiles and decisions, which refuse a status that can't be used: then it is left out. */
export const usablePartnerHeaders =
  (
    client: PassClient,
    endpoint: Endpoint,
    given: PartnerFrameworkStatus | undefined,
  ): HeadersOfRequest =>
  async (signal) => {
    const status = await statusOf(client, endpoint, given, signal);
    const now = internalsOf(client).clock.now();
    return status && !partnerStatusProblem(status, now) ? header(status) : {};
  };
