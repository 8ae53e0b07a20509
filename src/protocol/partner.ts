import * as z from 'zod/mini';
import { toBase64 } from './base64.js';
import { anything, lazy, open, type Read, time } from './wire.js';

const frameworkError = () =>
  z.optional(z.object({ code: z.optional(anything()), message: z.optional(anything()) }));

/** What a partner framework of the app's gives. */
export const partnerFrameworkStatus = /* @__PURE__ */ lazy(() =>
  z.object({
    frameworkPermissionInfo: z.object({
      accessStatus: open<'granted' | 'denied' | 'restricted' | 'notDetermined'>(),
      error: frameworkError(),
    }),
    frameworkProviderInfo: z.optional(
      z.object({
        /** The provider's id at the partner, as `platformMappingId` in the configuration. */
        id: z.optional(anything()),
        /** Epoch milliseconds. */
        expirationDate: z.optional(time()),
        error: frameworkError(),
      }),
    ),
  }),
);

type Permission = Read<typeof partnerFrameworkStatus>['frameworkPermissionInfo'];
type Provider = NonNullable<Read<typeof partnerFrameworkStatus>['frameworkProviderInfo']>;

/** What a partner framework says of the viewer (`appendix-headers-ap-partner-framework-status`). */
export interface PartnerFrameworkStatus {
  readonly frameworkPermissionInfo: Permission;
  readonly frameworkProviderInfo?: Omit<Provider, 'expirationDate'> & {
    /** Epoch milliseconds; also as text. */
    readonly expirationDate?: number | string;
  };
}

/** Why a partner status can't be used for partner single sign-on. */
export type PartnerStatusProblem =
  | 'permission_not_granted'
  | 'provider_id_not_present'
  | 'provider_info_expired';

/**
 * Whether a status can be used now: permission granted, a provider, and a login that has not expired.
 *
 * @param now Epoch milliseconds.
 * @returns What is wrong with it, or nothing.
 */
export function partnerStatusProblem(
  status: PartnerFrameworkStatus,
  now: number,
): PartnerStatusProblem | undefined {
  // From the app: it may lack what the type says.
  const { frameworkPermissionInfo: permission, frameworkProviderInfo: provider } =
    status as Partial<PartnerFrameworkStatus>;
  if (permission?.accessStatus !== 'granted') return 'permission_not_granted';
  if (!provider?.id) return 'provider_id_not_present';
  return Number(provider.expirationDate) > now ? undefined : 'provider_info_expired';
}

/** The value of `AP-Partner-Framework-Status`: Base64 of JSON, with the expiry as a string of milliseconds. */
export function partnerStatusHeader(status: PartnerFrameworkStatus): string {
  const provider = status.frameworkProviderInfo ?? {};
  const { expirationDate } = provider;
  return toBase64(
    JSON.stringify({
      ...status,
      frameworkProviderInfo:
        expirationDate === undefined
          ? provider
          : { ...provider, expirationDate: String(expirationDate) },
    }),
  );
}

/**
 * The value of `SAMLResponse`: Base64, without line breaks. XML is cleaned of line breaks and of white
 * space between its elements first; what is Base64 already is left as it is.
 */
export function samlField(samlResponse: string): string {
  const saml = samlResponse.trim();
  if (!saml.startsWith('<')) return saml.replace(/\s+/g, '');
  return toBase64(saml.replace(/>\s+</g, '><').replace(/\s*[\r\n]\s*/g, ' '));
}
