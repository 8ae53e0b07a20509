/** One row of the catalogue: what Adobe documents for a code. */
export interface ErrorCatalogueEntry {
  /** The `status` values that the code is documented with, the usual one first; none where Adobe gives only the name. */
  readonly statuses: readonly number[];
  readonly action: ErrorAction;
  /** 1: only the legacy logout can meet it; 2: REST API V2. */
  readonly api: 1 | 2;
  readonly meaning: string;
}

/** Adobe's `action` values. The set may grow. */
export type ErrorAction =
  | 'none'
  | 'configuration'
  | 'application-registration'
  | 'authentication'
  | 'authorization'
  | 'retry';

const v2 = (status: number, action: ErrorAction, meaning: string): ErrorCatalogueEntry => ({
  statuses: [status],
  action,
  api: 2,
  meaning,
});
const v1 = (
  statuses: readonly number[],
  action: ErrorAction,
  meaning: string,
): ErrorCatalogueEntry => ({
  statuses,
  action,
  api: 1,
  meaning,
});

// Named in Adobe's OpenAPI file and on no page: their statuses and actions are not documented (D40).
const nameOnly = (meaning: string): ErrorCatalogueEntry => ({
  statuses: [],
  action: 'none',
  api: 2,
  meaning,
});

/**
 * The 47 enhanced error codes of REST API V2 (`enhanced-error-codes`), the four that only the OpenAPI
 * file names, and the V1 codes that the legacy logout can meet. The client does not need it: it follows
 * the code and action of the answer.
 */
export const errorCatalogue = {
  invalid_parameter_service_provider: v2(
    400,
    'none',
    'The service provider is missing or unknown.',
  ),
  invalid_parameter_mvpd: v2(400, 'none', 'The MVPD is missing or unknown.'),
  invalid_parameter_code: v2(400, 'none', 'The authentication code is missing or malformed.'),
  invalid_parameter_resources: v2(400, 'none', 'The resources are missing or malformed.'),
  invalid_parameter_redirect_url: v2(400, 'none', 'The redirect URL is missing or malformed.'),
  invalid_parameter_partner: v2(400, 'none', 'The partner is missing or unknown.'),
  invalid_parameter_saml_response: v2(400, 'none', 'The SAML response is missing or malformed.'),
  invalid_header_device_info: v2(400, 'none', 'X-Device-Info is missing or malformed.'),
  invalid_header_device_identifier: v2(
    400,
    'none',
    'AP-Device-Identifier is missing or malformed.',
  ),
  invalid_header_identity_for_temporary_access: v2(
    400,
    'none',
    'AP-TempPass-Identity is missing or malformed.',
  ),
  invalid_header_pfs_permission_access_not_present: v2(
    400,
    'none',
    'The partner status carries no permission.',
  ),
  invalid_header_pfs_permission_access_not_determined: v2(
    400,
    'none',
    'The viewer has not decided on the partner permission.',
  ),
  invalid_header_pfs_permission_access_not_granted: v2(
    400,
    'none',
    'The viewer refused the partner permission.',
  ),
  invalid_header_pfs_provider_id_not_determined: v2(
    400,
    'none',
    'The partner provider id belongs to no known MVPD.',
  ),
  invalid_header_pfs_provider_id_mismatch: v2(
    400,
    'none',
    'The partner provider id is not the MVPD of the request.',
  ),
  invalid_header_pfs_provider_info_expired: v2(
    400,
    'none',
    'The partner provider login has expired.',
  ),
  invalid_integration: v2(400, 'none', 'Service provider and MVPD have no active integration.'),
  invalid_authentication_session: v2(400, 'none', 'No session lives behind this code.'),
  preauthorization_denied_by_mvpd: v2(403, 'none', 'The MVPD denies the resource.'),
  authorization_denied_by_mvpd: v2(403, 'none', 'The MVPD denies the resource.'),
  authorization_denied_by_parental_controls: v2(
    403,
    'none',
    'Parental controls deny the resource.',
  ),
  authorization_denied_by_degradation_rule: v2(
    403,
    'none',
    'A degradation rule denies the resource.',
  ),
  internal_server_error: v2(500, 'none', 'The server failed.'),
  too_many_resources: v2(403, 'configuration', 'More resources than one request may name.'),
  invalid_configuration_user_metadata_certificate: v2(
    500,
    'configuration',
    'The certificate for user metadata is unusable.',
  ),
  invalid_configuration_temporary_access: v2(
    500,
    'configuration',
    'Temporary access is configured wrongly.',
  ),
  invalid_configuration_platform: v2(
    500,
    'configuration',
    'The platform configuration is missing or wrong.',
  ),
  invalid_configuration_platform_id: v2(
    500,
    'configuration',
    'The platform id is configured wrongly.',
  ),
  invalid_configuration_platform_trait: v2(
    500,
    'configuration',
    'A platform trait is configured wrongly.',
  ),
  invalid_configuration_platform_category_trait: v2(
    500,
    'configuration',
    'A platform category trait is configured wrongly.',
  ),
  invalid_configuration_platform_services: v2(
    500,
    'configuration',
    'The platform services are configured wrongly.',
  ),
  invalid_configuration_mvpd_platform: v2(
    500,
    'configuration',
    'The platform of the MVPD is configured wrongly.',
  ),
  invalid_configuration_mvpd_platform_boarding_status: v2(
    500,
    'configuration',
    'The boarding status of the MVPD is configured wrongly.',
  ),
  invalid_configuration_mvpd_platform_profile_exchange: v2(
    500,
    'configuration',
    'The profile exchange of the MVPD is configured wrongly.',
  ),
  invalid_access_token_service_provider: v2(
    401,
    'application-registration',
    'The access token is not for this service provider.',
  ),
  invalid_access_token_client_application: v2(
    401,
    'application-registration',
    'The client application of the access token is not valid.',
  ),
  authenticated_profile_missing: v2(403, 'authentication', 'The viewer has no profile.'),
  authenticated_profile_expired: v2(403, 'authentication', 'The profile has expired.'),
  authenticated_profile_invalidated: v2(403, 'authentication', 'The profile was invalidated.'),
  temporary_access_duration_limit_exceeded: v2(
    403,
    'authentication',
    'The time of the temporary access is used up.',
  ),
  temporary_access_resources_limit_exceeded: v2(
    403,
    'authentication',
    'The resources of the temporary access are used up.',
  ),
  authorization_denied_by_hba_policies: v2(
    403,
    'authentication',
    'The home-based login is not valid away from home.',
  ),
  authorization_denied_by_session_invalidated: v2(
    403,
    'authentication',
    'The identity provider ended the session.',
  ),
  identity_not_recognized_by_mvpd: v2(403, 'authentication', 'The MVPD does not know the viewer.'),
  network_received_error: v2(403, 'retry', 'The partner service could not be read.'),
  network_connection_timeout: v2(
    403,
    'retry',
    'The partner service did not accept the connection in time.',
  ),
  maximum_execution_time_exceeded: v2(403, 'retry', 'The server ran out of time.'),

  authorization_denied_by_degradation_configuration_change: nameOnly(
    'A change of the degradation rules denies the resource.',
  ),
  invalid_refresh_token: nameOnly('The refresh token is not valid.'),
  maximum_attempts_exceeded: nameOnly('Too many attempts were made.'),
  degraded_integration: nameOnly('The integration with the MVPD is degraded.'),

  invalid_requestor: v1([400], 'none', 'The requestor is missing or unknown.'),
  invalid_device_info: v1([400], 'none', 'The device information is missing or malformed.'),
  invalid_device_id: v1([400], 'none', 'The device id is missing or malformed.'),
  missing_resource: v1([400, 412], 'none', 'No resource was named.'),
  malformed_authz_request: v1([400, 412], 'none', 'The authorization request is malformed.'),
  internal_error: v1([500, 400, 405], 'none', 'The server failed.'),
  unknown_integration: v1([400, 412], 'configuration', 'Requestor and MVPD have no integration.'),
  authentication_session_issuer_mismatch: v1(
    [400],
    'authentication',
    'The session is of another MVPD.',
  ),
  authentication_session_invalidated: v1([403], 'authentication', 'The session was invalidated.'),
  authentication_session_missing: v1([403, 412], 'authentication', 'There is no session.'),
  authentication_session_expired: v1([403, 412], 'authentication', 'The session has expired.'),
  preauthorization_authentication_session_missing: v1(
    [412],
    'authentication',
    'There is no session to preauthorize with.',
  ),
  preauthorization_authentication_session_expired: v1(
    [412],
    'authentication',
    'The session to preauthorize with has expired.',
  ),
  authorization_not_found: v1(
    [404, 403],
    'authorization',
    'There is no authorization for the resource.',
  ),
  authorization_expired: v1([410], 'authorization', 'The authorization has expired.'),
} as const satisfies Record<string, ErrorCatalogueEntry>;

/** A code of the catalogue. An error may carry any other string as well. */
export type ErrorCode = keyof typeof errorCatalogue;
