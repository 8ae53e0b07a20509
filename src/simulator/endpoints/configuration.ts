import type { CheckedCall, Endpoint } from '../http/endpoint.js';
import { json, type Answer } from '../http/answer.js';
import type { SimulatedMvpd } from '../mvpds.js';
import { logoUrl } from '../pages/logo.js';

/** E3 (`configuration-apis`). */
export const configurationEndpoints: readonly Endpoint[] = [
  {
    id: 'E3',
    method: 'GET',
    path: '/api/v2/:serviceProvider/configuration',
    errors: 'enhanced',
    query: ['profile'],
    fields: [],
    undocumented: 'invalid_parameter_service_provider',
    handle: configuration,
  },
];

/** The same for everybody: the viewer makes no difference. */
function configuration({ state, params, url }: CheckedCall): Answer {
  const id = params['serviceProvider'] ?? '';
  const { domains, configurationPlacement } = state.settings;
  const requestor = {
    id,
    name: id,
    domains: domains.map((name) => ({ name, mvpdInitiated: false })),
  };
  const mvpds = [...state.mvpds.values()]
    .filter(({ enabled }) => enabled !== false)
    .map((mvpd) => entryOf(mvpd, url.origin));
  const device = { device: 'unknown', clientType: 'html5' };
  return configurationPlacement === 'nested'
    ? json(200, { ...device, os: 'Unknown', requestor: { ...requestor, mvpds } })
    : json(200, { ...device, requestor, mvpds, errorReporting: {}, time: state.now() });
}

/** What a picker sees of an MVPD. A flag that is off is left out, which means the same. */
function entryOf(mvpd: SimulatedMvpd, origin: string): Record<string, unknown> {
  const flags = {
    isTempPass: mvpd.tempPass !== undefined,
    isProxy: mvpd.isProxy,
    enablePlatformServices: mvpd.enablePlatformServices,
    displayInPlatformPicker: mvpd.displayInPlatformPicker,
    enforcePlatformPermissions: mvpd.enforcePlatformPermissions,
  };
  return {
    id: mvpd.id,
    displayName: mvpd.displayName ?? mvpd.id,
    logoUrl: mvpd.logoUrl ?? logoUrl(origin, mvpd.id),
    // What is undefined does not get into JSON.
    boardingStatus: mvpd.boardingStatus,
    platformMappingId: mvpd.platformMappingId,
    authPerAggregator: mvpd.authPerAggregator,
    authPerBrowserSession: mvpd.authPerBrowserSession,
    passiveAuthnEnabled: mvpd.passiveAuthnEnabled,
    ...Object.fromEntries(Object.entries(flags).filter(([, isOn]) => isOn === true)),
  };
}
