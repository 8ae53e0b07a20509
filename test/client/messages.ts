import type { Endpoint } from '../../src/client/index.js';

/** An answer with all that a schema names. */
export interface Message {
  readonly endpoint: Endpoint;
  readonly status?: number;
  readonly body: object;
  /** The places that the message can't lack. */
  readonly needed: readonly string[];
  /** The places where anything may stand. */
  readonly anything?: RegExp;
}

const times = { notBefore: 1733735289035, notAfter: 1733737089035 };
const version = { major: 1 };

const session = {
  actionName: 'authenticate',
  actionType: 'interactive',
  reasonType: 'none',
  sessionId: '1b614390',
  serviceProvider: 'REF30',
  url: '/api/v2/authenticate/REF30/8ER640M',
  code: '8ER640M',
  mvpd: 'Dish',
  missingParameters: ['mvpd', 'domain'],
  ...times,
};

const attributes = {
  userID: { value: 'viewer', state: 'plain' },
  zip: { value: 'b64', state: 'enc', error: 'invalid_configuration_user_metadata_certificate' },
};
const profiles = {
  Dish: { ...times, issuer: 'Dish', type: 'regular', attributes },
  Spectrum: { ...times, issuer: 'Adobe', type: 'degraded', attributes },
};

const mvpd = {
  id: 'Dish',
  displayName: 'DISH',
  logoUrl: 'https://logos.example/dish.png',
  isTempPass: true,
  isProxy: true,
  boardingStatus: 'SUPPORTED',
  platformMappingId: 'dish',
  enablePlatformServices: true,
  displayInPlatformPicker: true,
  enforcePlatformPermissions: true,
  authPerAggregator: true,
  authPerBrowserSession: true,
  passiveAuthnEnabled: true,
};
const mvpds = [mvpd, { ...mvpd, id: 'Spectrum' }];
const configuration = {
  device: 'tv',
  clientType: 'html5',
  os: 'tvOS',
  platform: 'tvOS',
  platformCategory: 'tv',
  sdkType: 'rest',
};
const requestor = {
  id: 'REF30',
  name: 'Reference',
  domains: [
    { name: 'adobe.com', mvpdInitiated: true },
    { name: 'example.com', mvpdInitiated: false },
  ],
};

const error = {
  code: 'authorization_denied_by_mvpd',
  action: 'none',
  status: 403,
  message: 'Denied',
  details: 'Not in your package',
  helpUrl: 'https://help.example/denied',
  trace: '12f6fef9',
};
const decided = { mvpd: 'Dish', serviceProvider: 'REF30', source: 'mvpd', ...times };
const decisions = [
  {
    resource: 'news',
    authorized: true,
    token: { ...times, serializedToken: 'bWVkaWE=' },
    ...decided,
  },
  { resource: 'sport', authorized: false, error, ...decided },
];

export const messages: Readonly<Record<string, Message>> = {
  'client credentials': {
    endpoint: 'E1',
    status: 201,
    body: {
      client_id: 'a',
      client_secret: 'b',
      redirect_uris: ['app://a', 'app://b'],
      grant_types: ['client_credentials', 'other'],
      scopes: ['api:client:v2', 'other'],
      client_id_issued_at: 1733735289,
    },
    needed: ['client_id', 'client_secret'],
  },
  'an access token': {
    endpoint: 'E2',
    status: 201,
    body: {
      access_token: 'opaque',
      token_type: 'bearer',
      expires_in: 21_600,
      created_at: 1733735289035,
      id: 'x',
    },
    needed: ['access_token'],
  },
  'a configuration': {
    endpoint: 'E3',
    body: { ...configuration, requestor: { ...requestor, mvpds } },
    needed: ['requestor', 'requestor.mvpds'],
  },
  'a configuration with its MVPDs beside the requestor': {
    endpoint: 'E3',
    body: { ...configuration, requestor, mvpds },
    needed: ['mvpds'],
  },
  'a session': { endpoint: 'E4', body: session, needed: ['actionName', 'code'] },
  'session information': {
    endpoint: 'E6',
    body: {
      existingParameters: {
        serviceProvider: 'REF30',
        mvpd: 'Dish',
        domainName: 'adobe.com',
        redirectUrl: 'https://adobe.com',
      },
      missingParameters: ['mvpd', 'redirectUrl'],
      device: {
        type: 'TV',
        model: 'TV 1',
        version: { major: 1, minor: 2, patch: 3, profile: 'x' },
        hardware: { name: 'a', vendor: 'b', version, manufacturer: 'c' },
        operatingSystem: { name: 'a', family: 'b', vendor: 'c', version },
        browser: { name: 'a', vendor: 'b', version, userAgent: 'c', originalUserAgent: 'd' },
        display: {
          width: 1920,
          height: 1080,
          ppi: 96,
          name: 'a',
          vendor: 'b',
          version,
          diagonalSize: '55',
        },
        applicationId: 'REF30',
        connection: { ipAddress: '203.0.113.7', port: '53124', secure: true, type: 'LAN' },
      },
      ...times,
    },
    needed: ['existingParameters'],
  },
  'all profiles': {
    endpoint: 'E8',
    body: { profiles },
    needed: ['profiles'],
    anything: /\.value$/,
  },
  'a partner session': {
    endpoint: 'E11',
    body: {
      ...session,
      actionName: 'partner_profile',
      authenticationRequest: {
        type: 'saml',
        request: 'PHNhbWw+',
        attributesNames: ['uid', 'NameID'],
      },
    },
    needed: [
      'actionName',
      'sessionId',
      'authenticationRequest',
      'authenticationRequest.type',
      'authenticationRequest.request',
    ],
  },
  'a partner profile': {
    endpoint: 'E12',
    status: 201,
    body: { profiles },
    needed: ['profiles'],
    anything: /\.value$/,
  },
  marks: { endpoint: 'E13', body: { decisions }, needed: ['decisions'] },
  'permits to play': { endpoint: 'E14', body: { decisions }, needed: ['decisions'] },
  logouts: {
    endpoint: 'E15',
    body: {
      logouts: {
        Dish: {
          actionName: 'logout',
          actionType: 'interactive',
          url: 'https://dish.example/logout',
        },
        Spectrum: { actionName: 'complete', actionType: 'none' },
      },
    },
    needed: ['logouts'],
  },
  'a service token': {
    endpoint: 'E19',
    status: 201,
    body: { serviceToken: 'a.b.c', ...times },
    needed: ['serviceToken'],
  },
  'a link code': {
    endpoint: 'E21',
    status: 201,
    body: { code: '123456', ...times },
    needed: ['code'],
  },
  'unlinked devices': {
    endpoint: 'E22',
    body: { unlinkedDevices: ['tv', 'phone'] },
    needed: ['unlinkedDevices'],
  },
  'linked devices': {
    endpoint: 'E23',
    body: { devices: { tv: { name: 'TV' }, phone: 7 } },
    needed: ['devices'],
    anything: /^devices\./,
  },
};
