import { describe, expect, it } from 'vitest';
import {
  de,
  en,
  errorCatalogue,
  type ErrorCatalogueEntry,
  es,
  fr,
  type LogoutOutcome,
  type PassErrorData,
  pt,
  type Remedy,
  type ViewerTextKey,
  type ViewerTexts,
  viewerText,
  type ViewerTextSubject,
} from '../../src/index.js';
import { remedyOf } from '../../src/errors/remedy.js';

const languages: Readonly<Record<string, ViewerTexts>> = { en, es, fr, de, pt };

const error = (code: string, fields: Partial<PassErrorData> = {}): PassErrorData => ({
  name: 'EnhancedError',
  code,
  remedy: remedyOf(code, fields.action),
  message: `developers read this: ${code}`,
  ...fields,
});

/** As a server sends it. */
const ofCatalogue = (code: keyof typeof errorCatalogue): PassErrorData => {
  const { statuses, action }: ErrorCatalogueEntry = errorCatalogue[code];
  return error(code, { action, httpStatus: statuses[0] ?? 400 });
};

const outcome = (actionName: string, carriedOut: boolean, more: Partial<LogoutOutcome> = {}) => ({
  mvpd: 'Cablevision',
  actionName,
  carriedOut,
  ...more,
});

/** What is told of each code of the catalogue. */
const told: ReadonlyArray<readonly [ViewerTextKey, ReadonlyArray<keyof typeof errorCatalogue>]> = [
  ['code_unknown', ['invalid_parameter_code', 'invalid_authentication_session']],
  [
    'other_provider_needed',
    ['invalid_parameter_mvpd', 'invalid_integration', 'unknown_integration'],
  ],
  [
    'basic_sign_in_needed',
    [
      'invalid_parameter_partner',
      'invalid_parameter_saml_response',
      'invalid_header_pfs_permission_access_not_present',
      'invalid_header_pfs_permission_access_not_determined',
      'invalid_header_pfs_permission_access_not_granted',
      'invalid_header_pfs_provider_id_not_determined',
      'invalid_header_pfs_provider_id_mismatch',
      'invalid_header_pfs_provider_info_expired',
    ],
  ],
  ['denied', ['preauthorization_denied_by_mvpd', 'authorization_denied_by_mvpd']],
  ['denied_by_parental_controls', ['authorization_denied_by_parental_controls']],
  [
    'denied_for_now',
    [
      'authorization_denied_by_degradation_rule',
      'authorization_denied_by_degradation_configuration_change',
      'degraded_integration',
    ],
  ],
  ['try_again_later', ['internal_server_error', 'internal_error']],
  [
    'provider_unreachable',
    ['network_received_error', 'network_connection_timeout', 'maximum_execution_time_exceeded'],
  ],
  ['too_many_requests', ['maximum_attempts_exceeded']],
  [
    'sign_in_needed',
    [
      'authenticated_profile_missing',
      'authentication_session_missing',
      'preauthorization_authentication_session_missing',
    ],
  ],
  [
    'sign_in_ended',
    [
      'authenticated_profile_expired',
      'authenticated_profile_invalidated',
      'authorization_denied_by_session_invalidated',
      'authentication_session_issuer_mismatch',
      'authentication_session_invalidated',
      'authentication_session_expired',
      'preauthorization_authentication_session_expired',
    ],
  ],
  ['away_from_home', ['authorization_denied_by_hba_policies']],
  ['account_not_recognized', ['identity_not_recognized_by_mvpd']],
  ['temporary_access_over', ['temporary_access_duration_limit_exceeded']],
  ['temporary_access_used_up', ['temporary_access_resources_limit_exceeded']],
  [
    'temporary_access_unavailable',
    ['invalid_header_identity_for_temporary_access', 'invalid_configuration_temporary_access'],
  ],
  ['decision_needed', ['authorization_not_found', 'authorization_expired']],
  [
    'app_problem',
    ['invalid_access_token_service_provider', 'invalid_access_token_client_application'],
  ],
  [
    'service_problem',
    [
      'too_many_resources',
      'invalid_configuration_user_metadata_certificate',
      'invalid_configuration_platform',
      'invalid_configuration_platform_id',
      'invalid_configuration_platform_trait',
      'invalid_configuration_platform_category_trait',
      'invalid_configuration_platform_services',
      'invalid_configuration_mvpd_platform',
      'invalid_configuration_mvpd_platform_boarding_status',
      'invalid_configuration_mvpd_platform_profile_exchange',
    ],
  ],
  [
    'unknown',
    [
      'invalid_parameter_service_provider',
      'invalid_parameter_resources',
      'invalid_parameter_redirect_url',
      'invalid_header_device_info',
      'invalid_header_device_identifier',
      'invalid_refresh_token',
      'invalid_requestor',
      'invalid_device_info',
      'invalid_device_id',
      'missing_resource',
      'malformed_authz_request',
    ],
  ],
];

describe('a text for each code of the catalogue', () => {
  it('is told by what the code means', () => {
    const found = Object.keys(errorCatalogue).map((code) => [
      code,
      viewerText(ofCatalogue(code as keyof typeof errorCatalogue), en).key,
    ]);
    const expected = told.flatMap(([key, codes]) => codes.map((code) => [code, key]));
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
  });
});

describe('a text for each remedy, of a code that nobody knows', () => {
  const expected: Record<Remedy, ViewerTextKey> = {
    retry: 'try_again_later',
    authenticate: 'sign_in_ended',
    authorize: 'decision_needed',
    register: 'app_problem',
    configure: 'service_problem',
    'new-session': 'code_expired',
    'select-mvpd': 'other_provider_needed',
    'basic-authentication': 'basic_sign_in_needed',
    none: 'unknown',
  };
  it.each(Object.entries(expected))('%s', (remedy, key) => {
    const unknown = error('brand_new', { remedy: remedy as Remedy, httpStatus: 400 });
    expect(viewerText(unknown, en).key).toBe(key);
  });
});

describe('a text for what this library finds', () => {
  it.each<[ViewerTextKey, PassErrorData]>([
    ['no_connection', error('network_failure', { name: 'NetworkError', remedy: 'retry' })],
    ['no_connection', error('timeout', { name: 'TimeoutError', remedy: 'retry' })],
    [
      'network_login',
      error('foreign_answer', {
        name: 'ForeignAnswerError',
        remedy: 'retry',
        captivePortal: true,
      }),
    ],
    [
      'try_again_later',
      error('foreign_answer', {
        name: 'ForeignAnswerError',
        remedy: 'retry',
        captivePortal: false,
      }),
    ],
    ['too_many_requests', error('throttled', { name: 'ThrottledError', remedy: 'retry' })],
    [
      'storage_failed',
      error('storage_failure', {
        name: 'StorageError',
        remedy: 'retry',
        path: 'storage.getItem',
      }),
    ],
    [
      'storage_not_deleted',
      error('storage_failure', {
        name: 'StorageError',
        remedy: 'retry',
        path: 'storage.removeItem',
      }),
    ],
    [
      'code_expired',
      error('code_expired', {
        name: 'InvalidInputError',
        remedy: 'new-session',
        path: 'code',
      }),
    ],
    ['code_unknown', error('invalid_input', { name: 'InvalidInputError', path: 'code' })],
    [
      'sign_in_needed',
      error('not_authenticated', { name: 'InvalidInputError', remedy: 'authenticate' }),
    ],
    ['sign_in_page_unsafe', error('unsafe_url', { name: 'UnsafeUrlError' })],
    ['app_problem', error('http_401', { name: 'HttpError', remedy: 'register' })],
    ['cancelled', error('aborted', { name: 'AbortError' })],
    ['unknown', error('unexpected', { name: 'TypeError' })],
    ['unknown', error('unknown_action', { name: 'UnknownActionError' })],
    // A denial that Adobe adds, and one without any reason.
    ['denied', error('authorization_denied_by_new_rule', { status: 403 })],
    ['denied', error('authorization_denied')],
  ])('%s', (key, about) => {
    expect(viewerText(about, en)).toEqual({ key, ...en[key] });
  });
});

describe('a text for each outcome of a sign-out', () => {
  const unsafe = error('unsafe_url', { name: 'UnsafeUrlError' });
  const unknownAction = error('unknown_action', { name: 'UnknownActionError' });
  it.each<[ViewerTextKey, LogoutOutcome | readonly LogoutOutcome[]]>([
    ['signed_out', outcome('logout', true)],
    ['signed_out', outcome('partner_logout', true)],
    ['signed_out', outcome('complete', true)],
    ['signed_out', outcome('invalid', true)],
    ['provider_may_be_signed_in', outcome('logout', false)],
    ['provider_may_be_signed_in', outcome('invalid', false, { answerLost: true })],
    ['system_still_signed_in', outcome('partner_logout', false)],
    ['sign_out_page_unsafe', outcome('logout', false, { error: unsafe })],
    ['sign_out_incomplete', outcome('dance', false, { error: unknownAction })],
    ['signed_out', []],
    ['signed_out', [outcome('complete', true), outcome('logout', true)]],
    ['system_still_signed_in', [outcome('logout', true), outcome('partner_logout', false)]],
  ])('%s', (key, about) => {
    expect(viewerText(about, en)).toEqual({ key, ...en[key] });
  });
});

describe('a text for a code that was typed', () => {
  it.each(['empty', 'too_short', 'too_long', 'wrong_characters', 'no_code_in_address'] as const)(
    '%s',
    (problem) => {
      const key = `code_${problem}` as const;
      expect(viewerText({ problem }, en)).toEqual({ key, ...en[key] });
      expect(viewerText(error(key, { path: 'code' }), en).key).toBe(key);
    },
  );
});

it('a text is told by its key where there is no error', () => {
  const about: ViewerTextSubject = 'playback_refused';
  expect(viewerText(about, de)).toEqual({ key: about, ...de.playback_refused });
});

describe('what the MVPD says', () => {
  const details = 'Your package lacks this channel. Call 555-0100.';

  it.each([
    'authorization_denied_by_mvpd',
    'preauthorization_denied_by_mvpd',
    'authorization_denied_by_parental_controls',
    'authorization_denied_by_degradation_rule',
    'authorization_denied_by_hba_policies',
    'identity_not_recognized_by_mvpd',
  ] as const)('goes first: %s', (code) => {
    const { message, advice, key } = viewerText({ ...ofCatalogue(code), details }, en);
    expect({ message, advice }).toEqual({ message: details, advice: en[key].advice });
  });

  it('goes before a text of the app', () => {
    const overrides = { denied: { message: 'No.', advice: 'Sorry.' } };
    const about = { ...ofCatalogue('authorization_denied_by_mvpd'), details };
    expect(viewerText(about, en, overrides)).toMatchObject({ message: details, advice: 'Sorry.' });
  });

  it.each(['internal_server_error', 'invalid_parameter_mvpd', 'too_many_resources'] as const)(
    'is not shown where it is meant for developers: %s',
    (code) => {
      expect(viewerText({ ...ofCatalogue(code), details }, en).message).not.toBe(details);
    },
  );

  it.each(['', '   ', '<p>No.</p>', '{"reason":1}', '[]'])(
    'is not shown where it is no prose: %j',
    (text) => {
      const about = { ...ofCatalogue('authorization_denied_by_mvpd'), details: text };
      expect(viewerText(about, en).message).toBe(en.denied.message);
    },
  );
});

describe('texts of the app', () => {
  it('stand in the place of ours, whole or in part', () => {
    const about = error('throttled', { name: 'ThrottledError', remedy: 'retry' });
    expect(
      viewerText(about, fr, { too_many_requests: { advice: 'Patience.' }, denied: {} }),
    ).toEqual({
      key: 'too_many_requests',
      message: fr.too_many_requests.message,
      advice: 'Patience.',
    });
  });

  it('can be a language of their own', () => {
    const nl: ViewerTexts = { ...en, unknown: { message: 'Er ging iets mis.', advice: 'Ja.' } };
    expect(viewerText('unknown', nl).message).toBe('Er ging iets mis.');
  });
});

describe.each(Object.entries(languages))('the language %s', (language, texts) => {
  const all = Object.values(texts).flatMap(({ message, advice }) => [message, advice]);
  const those = (isWrong: (text: string) => boolean) => all.filter(isWrong);

  it('has the texts that all have', () => {
    expect(Object.keys(texts)).toEqual(Object.keys(en));
  });

  it('says each thing in one short sentence', () => {
    expect(those((text) => !/^\p{Lu}[^.!?]{10,120}\.$/u.test(text))).toEqual([]);
  });

  it('has no placeholder, no markup, and no word of developers', () => {
    expect(those((text) => /[{}<>$%_@#|\\/[\]]|undefined/.test(text))).toEqual([]);
    const jargon = /MVPD|Adobe|API|HTTP|JSON|URL|token|server|TempPass|streaming/i;
    expect(those((text) => jargon.test(text))).toEqual([]);
  });

  it('has the right marks and spaces', () => {
    // Straight quotes and apostrophes are those of typewriters.
    expect(those((text) => /["'`´]|\s{2}|\.{2,}|--/.test(text))).toEqual([]);
    expect(those((text) => text.trim() !== text || text.normalize('NFC') !== text)).toEqual([]);
    const spaces = language === 'fr' ? /[^\u00A0][:»]|«[^\u00A0]/ : /\s[:!?]|\u00A0/;
    expect(those((text) => spaces.test(text))).toEqual([]);
  });

  it('tells apart what it tells', () => {
    const messages = Object.values(texts).map(({ message }) => message);
    expect(new Set(messages).size).toBe(messages.length);
  });

  it('has nothing of another language', () => {
    const others = Object.entries(languages).filter(([other]) => other !== language);
    const foreign = new Set(
      others.flatMap(([, other]) =>
        Object.values(other).flatMap(({ message, advice }) => [message, advice]),
      ),
    );
    expect(those((text) => foreign.has(text))).toEqual([]);
  });
});
