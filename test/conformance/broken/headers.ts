import { type Breakage, inWorld, withHand, withHeaders } from './support.js';

/** Wrong headers, or none. */
export const brokenHeaders: readonly Breakage[] = [
  {
    title: 'sends no access token to the authorization',
    seenBy: 'header-authorization',
    integration: withHeaders(/^E14$/, () => ({ authorization: undefined })),
  },
  {
    title: 'sends its access token without Bearer',
    seenBy: 'header-authorization',
    integration: withHeaders(/^E10$/, ({ authorization = '' }) => ({
      authorization: authorization.replace('Bearer ', ''),
    })),
  },
  {
    title: 'sends no device identifier with its polls',
    seenBy: 'header-device-identifier',
    integration: withHeaders(/^E10$/, () => ({ 'ap-device-identifier': undefined })),
  },
  {
    title: 'sends the device identifier without its type',
    seenBy: 'header-device-identifier',
    integration: withHeaders(/./, ({ 'ap-device-identifier': value }) => ({
      'ap-device-identifier': value?.replace('fingerprint ', ''),
    })),
  },
  {
    title: 'makes a device identifier at each start',
    seenBy: 'header-device-identifier',
    integration: inWorld(({ device }) => ({
      device: { ...device, id: `device-${Math.random()}` },
    })),
  },
  {
    title: 'sends no device information with the configuration',
    seenBy: 'header-device-info',
    integration: withHeaders(/^E3$/, () => ({ 'x-device-info': undefined })),
  },
  {
    title: 'leaves the model out of the device information',
    seenBy: 'header-device-info',
    integration: inWorld(({ device }) => ({
      device: { ...device, info: { ...device.info, model: '' } },
    })),
  },
  {
    title: 'sends device information that is no Base64',
    seenBy: 'header-device-info',
    integration: withHeaders(/^E4$/, () => ({ 'x-device-info': '{"model":"Living room"}' })),
  },
  {
    title: 'registers without device information',
    seenBy: 'registration-device-info',
    integration: withHeaders(/^E[12]$/, () => ({ 'x-device-info': undefined })),
  },
  {
    title: 'says no type of the body of a session',
    seenBy: 'header-content-type',
    integration: withHeaders(/^E4$/, () => ({ 'content-type': 'text/plain' })),
  },
  {
    title: 'accepts HTML alone',
    seenBy: 'header-accept',
    integration: withHeaders(/^E9$/, () => ({ accept: 'text/html' })),
  },
  {
    title: 'sends a header of its own',
    seenBy: 'header-documented',
    integration: withHeaders(/^E8$/, () => ({ 'x-app-version': '2' })),
  },
  {
    title: 'sends a query parameter of its own',
    seenBy: 'header-documented',
    integration: withHand(
      () => (request, send) =>
        send(request.endpoint === 'E9' ? { ...request, url: `${request.url}?v=2` } : request),
    ),
  },
  {
    title: 'sends its logout to the path that a sample prints',
    seenBy: 'header-documented',
    integration: withHand(
      () => (request, send) =>
        send({ ...request, url: request.url.replace(/\/(\w+)\/logout\//, '/logout/$1/') }),
    ),
  },
  {
    title: 'sends the service token with its polls',
    seenBy: 'header-documented',
    integration: withHeaders(/^E10$/, () => ({ 'ad-service-token': 'a.b.c' })),
  },
  {
    title: 'names the visitor in sessions alone',
    seenBy: 'header-visitor',
    integration: withHeaders(/^E([35-9]|1\d)$/, () => ({ 'ap-visitor-identifier': undefined })),
  },
  {
    title: 'forwards no address to the profiles',
    seenBy: 'header-forwarded-for',
    integration: withHeaders(/^E9$/, () => ({ 'x-forwarded-for': undefined })),
  },
  {
    title: 'sends the service token to profiles, and not to sessions',
    seenBy: 'sso-service-token-headers',
    integration: withHeaders(/^E4$/, () => ({ 'ad-service-token': undefined })),
  },
  {
    title: 'sends no service token to decisions',
    seenBy: 'sso-service-token-profile',
    integration: withHeaders(/^E14$/, () => ({ 'ad-service-token': undefined })),
  },
  {
    title: 'sends no service token to the logout',
    seenBy: 'sso-logout',
    integration: withHeaders(/^E15$/, () => ({ 'ad-service-token': undefined })),
  },
  {
    title: 'sends the platform identity at the first launch alone',
    seenBy: 'sso-platform-identity-headers',
    integration: withHeaders(/^E(9|14|15)$/, () => ({ 'adobe-subject-token': undefined })),
  },
  {
    title: 'looks for profiles without the platform identity',
    seenBy: 'sso-platform-identity-profile',
    integration: withHeaders(/^E8$/, () => ({ 'adobe-subject-token': undefined })),
  },
  {
    title: 'sends the identity of a promotional access as it is',
    seenBy: 'temporary-identity',
    integration: withHeaders(/^E14$/, ({ 'ap-temppass-identity': value = '' }) => ({
      'ap-temppass-identity': atob(value),
    })),
  },
  {
    title: 'sends the partner status to profiles, and not to decisions',
    seenBy: 'partner-profile-found',
    integration: withHeaders(/^E14$/, () => ({ 'ap-partner-framework-status': undefined })),
  },
  {
    title: 'sends the expiry of the partner status as a number',
    seenBy: 'partner-status-header',
    integration: withHeaders(/^E11$/, ({ 'ap-partner-framework-status': value = '' }) => ({
      'ap-partner-framework-status': btoa(
        atob(value).replace(/"expirationDate":"(\d+)"/, '"expirationDate":$1'),
      ),
    })),
  },
  {
    title: 'sends a partner status that the viewer has denied',
    seenBy: 'partner-permission-denied',
    integration: withHeaders(/^E8$/, () => ({
      'ap-partner-framework-status': btoa(
        '{"frameworkPermissionInfo":{"accessStatus":"denied"},"frameworkProviderInfo":{}}',
      ),
    })),
  },
  {
    title: 'sends a service token that has expired',
    seenBy: 'sso-service-token-expired',
    integration: (world) =>
      withHeaders(/^E8$/, () => ({ 'ad-service-token': world.serviceToken }))(world),
  },
  {
    title: 'sends a platform identity that has expired',
    seenBy: 'sso-platform-identity-expired',
    integration: (world) =>
      withHeaders(/^E14$/, () => ({ 'adobe-subject-token': world.subjectToken }))(world),
  },
];
