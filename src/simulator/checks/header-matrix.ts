import type { EndpointId } from '../http/endpoint-id.js';

/** What an endpoint makes of a header: it must be there, it may, or it belongs elsewhere. */
export type Presence = 'required' | 'optional' | 'foreign';

/** The row of an endpoint in the header matrix. */
export interface HeaderRules {
  readonly authorization: Presence;
  readonly contentType: 'form' | 'json' | undefined;
  readonly deviceIdentifier: Presence;
  readonly deviceInfo: Presence;
  /** AD-Service-Token. */
  readonly serviceToken: Presence;
  /** Adobe-Subject-Token, which Amazon's page wants on all V2 calls. */
  readonly subjectToken: Presence;
  readonly partnerStatus: Presence;
  readonly tempPassIdentity: Presence;
  readonly visitor: Presence;
  /** X-SSO-ID and X-SSO-LINK. */
  readonly ssoId: Presence;
}

const noIdentity = {
  serviceToken: 'foreign',
  subjectToken: 'foreign',
  partnerStatus: 'foreign',
  tempPassIdentity: 'foreign',
  visitor: 'foreign',
  ssoId: 'foreign',
} as const;

/** V2: both device headers are welcome even where the pages list none (D13). */
const v2 = {
  ...noIdentity,
  authorization: 'required',
  contentType: undefined,
  deviceIdentifier: 'optional',
  deviceInfo: 'optional',
  subjectToken: 'optional',
  visitor: 'optional',
} as const;
const v2Device = { ...v2, deviceIdentifier: 'required', deviceInfo: 'required' } as const;

const v2Decision = {
  ...v2Device,
  contentType: 'json',
  serviceToken: 'optional',
  partnerStatus: 'optional',
  // The page of E13 lists none, but the OpenAPI file does (D15).
  tempPassIdentity: 'optional',
} as const;

/** The SSO service; the device headers are welcome where its page lists none. */
const ssoService = {
  ...noIdentity,
  authorization: 'required',
  contentType: undefined,
  deviceIdentifier: 'required',
  deviceInfo: 'optional',
  serviceToken: 'optional',
} as const;

const registration = {
  ...noIdentity,
  authorization: 'foreign',
  deviceIdentifier: 'foreign',
  deviceInfo: 'required',
} as const;

const management = {
  ...noIdentity,
  authorization: 'required',
  contentType: undefined,
  deviceIdentifier: 'foreign',
  deviceInfo: 'foreign',
} as const;

/**
 * The header matrix, from the API page of each endpoint. The Roku header is missing on purpose: the
 * platform adds it to every call by itself.
 */
export const headerMatrix: Partial<Readonly<Record<EndpointId, HeaderRules>>> = {
  E1: { ...registration, contentType: 'json' },
  E2: { ...registration, contentType: 'form' },
  E3: v2,
  E4: { ...v2Device, contentType: 'form', serviceToken: 'optional' },
  E5: { ...v2, contentType: 'form' },
  E6: v2,
  E7: {
    ...noIdentity,
    authorization: 'foreign',
    contentType: undefined,
    deviceIdentifier: 'foreign',
    deviceInfo: 'foreign',
  },
  E8: { ...v2Device, serviceToken: 'optional', partnerStatus: 'optional' },
  E9: {
    ...v2Device,
    serviceToken: 'optional',
    partnerStatus: 'optional',
    tempPassIdentity: 'optional',
  },
  E10: { ...v2, tempPassIdentity: 'optional' },
  E11: { ...v2Device, contentType: 'form', partnerStatus: 'optional' },
  E12: { ...v2Device, contentType: 'form', partnerStatus: 'optional' },
  E13: v2Decision,
  E14: v2Decision,
  E15: { ...v2Device, serviceToken: 'optional' },
  E16: management,
  E17: management,
  E18: { ...management, authorization: 'optional', deviceInfo: 'optional' },
  E19: { ...ssoService, deviceInfo: 'required', serviceToken: 'foreign', ssoId: 'optional' },
  E20: { ...ssoService, deviceIdentifier: 'optional' },
  E21: ssoService,
  E22: { ...ssoService, contentType: 'json' },
  E23: ssoService,
};
