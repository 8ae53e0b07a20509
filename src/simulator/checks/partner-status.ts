import type { ErrorCode } from '../../protocol/error-catalogue.js';
import type { SimulatedMvpd } from '../mvpds.js';
import type { State } from '../state/state.js';
import { decodeBase64 } from './base64.js';
import { isRecord, parseRecord } from './record.js';

/** What AP-Partner-Framework-Status says: the viewer's MVPD, and what is wrong, if anything is. */
export interface PartnerStatus {
  readonly mvpd?: SimulatedMvpd;
  readonly problem?: { readonly code: ErrorCode; readonly reason: string };
}

/**
 * Reads AP-Partner-Framework-Status (`ap-partner-framework-status`): valid is a granted permission,
 * with a known provider whose login has not expired.
 */
export function partnerStatus(state: State, headers: Headers): PartnerStatus {
  const status = parseRecord(decodeBase64(headers.get('ap-partner-framework-status') ?? '') ?? '');
  const permission = status?.['frameworkPermissionInfo'];
  const provider = status?.['frameworkProviderInfo'];
  const found = isRecord(provider) ? providerOf(state, provider['id']) : undefined;
  const problem = (code: ErrorCode, reason: string): PartnerStatus => ({
    ...(found && { mvpd: found }),
    problem: { code, reason },
  });
  if (!isRecord(permission) || typeof permission['accessStatus'] !== 'string') {
    return problem(
      'invalid_header_pfs_permission_access_not_present',
      'AP-Partner-Framework-Status is missing, or no Base64 of the documented object.',
    );
  }
  const { accessStatus } = permission;
  if (accessStatus === 'notDetermined') {
    return problem('invalid_header_pfs_permission_access_not_determined', 'It is notDetermined.');
  }
  if (accessStatus !== 'granted') {
    return problem('invalid_header_pfs_permission_access_not_granted', 'It is not granted.');
  }
  if (!isRecord(provider) || !found) {
    return problem(
      'invalid_header_pfs_provider_id_not_determined',
      'frameworkProviderInfo.id is the platformMappingId of no MVPD.',
    );
  }
  const { expirationDate } = provider;
  if (typeof expirationDate !== 'string' || !/^\d+$/.test(expirationDate)) {
    return problem(
      'invalid_header_pfs_provider_info_expired',
      'expirationDate must be a string of milliseconds.',
    );
  }
  if (Number(expirationDate) <= state.now()) {
    return problem('invalid_header_pfs_provider_info_expired', 'expirationDate has passed.');
  }
  return { mvpd: found };
}

function providerOf(state: State, id: unknown): SimulatedMvpd | undefined {
  if (typeof id !== 'string' || id === '') return undefined;
  for (const mvpd of state.mvpds.values()) if (mvpd.platformMappingId === id) return mvpd;
  return undefined;
}
